package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.migration.MigrationState;
import dev.portage.migration.UserState;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.FastRetries;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole histories, drawn by a seed: a pool that lives on, faults on both sides, leases that run out under living
 * workers, runs of every audience, pauses and retries. Once the faults are over, one more run brings every user to where
 * a model of three lines says; the base class checks the invariant; and no row has gone a way that is not legal.
 */
@QuarkusTest
@TestProfile(FastRetries.class)
class HistoriesTest extends MigrationTest {
    private static final int USERS = 60;
    private static final int STEPS = 25;

    private static final List<String> FAULTS = List.of(
            "{}",
            "{\"workos\":{\"errorShare\":0.3}}",
            "{\"workos\":{\"lostAfterWrite\":0.4}}",
            "{\"workos\":[{\"malformed\":0.3},{\"lostBeforeWrite\":0.2}]}",
            "{\"workos\":{\"throttle\":0.2,\"retryAfter\":\"0\"}}",
            "{\"cognito\":{\"shortPages\":1}}",
            "{\"cognito\":[{\"throttle\":1,\"count\":2},{\"truncated\":0.2}],\"workos\":{\"latencyMillis\":50}}");

    private Random random = new Random();
    private String pool = "";
    private String id = "";
    private int added;

    /** What is expected of a user once everything is carried over. */
    private final Map<String, Boolean> inWorkOs = new TreeMap<>();

    @BeforeEach
    void watchTransitions() throws SQLException {
        execute("create table if not exists transition (what text, was text, became text)");
        execute("truncate transition");
        execute("""
                create or replace function note_transition() returns trigger language plpgsql as $$
                begin
                    insert into transition values (tg_table_name, old.state, new.state);
                    return null;
                end $$""");
        for (String table : List.of("migration", "source_user")) {
            execute("""
                    create or replace trigger note_%1$s after update of state on %1$s for each row
                    when (old.state is distinct from new.state) execute function note_transition()""".formatted(table));
        }
    }

    @AfterEach
    void watchNoLonger() throws SQLException {
        for (String table : List.of("migration", "source_user")) {
            execute("drop trigger note_%1$s on %1$s".formatted(table));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void endWithEveryUserWhereTheRowsSay(long seed) throws SQLException {
        random = new Random(seed);
        pool = plainPool(USERS);
        String organization = control.createOrganization("Acme");
        id = portage.create(pool, "{\"organizationId\":\"%s\"}".formatted(organization));
        poolUsers(pool).forEach(user -> inWorkOs.put(user.sub(), true));
        List<String> history = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            history.add(step());
        }

        sandbox.faults("{}");
        settle();
        portage.start(id);
        JsonNode end = portage.awaitEnd(id);

        assertThat(end.path("state").asText()).as("%s after %s", end, history).isEqualTo("COMPLETED");
        Map<String, JsonNode> rows = portage.usersBySub(id);
        inWorkOs.forEach((sub, wanted) -> {
            boolean over = Set.of("IMPORTED", "LINKED")
                    .contains(rows.get(sub).path("state").asText());
            assertThat(over).as("%s after %s", rows.get(sub), history).isEqualTo(wanted);
        });
        assertThat(rows.keySet()).isEqualTo(inWorkOs.keySet());
        assertThat(control.members(organization))
                .hasSize((int) inWorkOs.values().stream().filter(over -> over).count());
        assertLegal();
    }

    private String step() throws SQLException {
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                String faults = FAULTS.get(random.nextInt(FAULTS.size()));
                sandbox.faults(faults);
                return "faults " + faults;
            }
            case 2 -> {
                String email = "late%d.%s@example.com".formatted(added++, pool.toLowerCase(Locale.ROOT));
                JsonNode user = control.send(
                        "POST",
                        "/sandbox/pools/" + pool + "/users",
                        "{\"attributes\":{\"email\":\"%s\",\"email_verified\":\"true\"}}".formatted(email));
                inWorkOs.put(user.path("sub").asText(), true);
                return "a user signs up";
            }
            case 3 -> {
                change("{\"attributes\":{\"given_name\":\"Changed%d\"}}".formatted(random.nextInt(100)));
                return "a user changes";
            }
            case 4 -> {
                return disableOneThatIsNotOver();
            }
            case 5, 6 -> {
                return "leases run out: "
                        + execute("update job set leased_until = now() - interval '1 second' where state = 'LEASED'");
            }
            case 7 -> {
                portage.post("/migrations/" + id + "/pause");
                return "pause";
            }
            case 8 -> {
                portage.post("/migrations/" + id + "/resume");
                return "resume";
            }
            case 9 -> {
                portage.send("POST", "/migrations/" + id + "/retry", "{}");
                return "retry";
            }
            case 10 -> {
                portage.send("POST", "/migrations/" + id + "/imports", "{\"audience\":\"CANARY\",\"count\":5}");
                return "canary";
            }
            default -> {
                portage.send("POST", "/migrations/" + id + "/imports", "");
                return "import";
            }
        }
    }

    private void change(String change) {
        List<PoolUser> users = poolUsers(pool);
        control.send(
                "PATCH",
                "/sandbox/pools/" + pool + "/users/"
                        + users.get(random.nextInt(users.size())).sub(),
                change);
    }

    /** Who is in WorkOS stays there, so only one who is not, and is not on the way, is of interest. */
    private String disableOneThatIsNotOver() {
        if (!portage.show(id).path("state").asText().equals("CREATED")
                || portage.runs(id).size() > 0) {
            return "nobody is disabled";
        }
        List<PoolUser> users = poolUsers(pool);
        PoolUser user = users.get(random.nextInt(users.size()));
        control.send("PATCH", "/sandbox/pools/" + pool + "/users/" + user.sub(), "{\"enabled\":false}");
        inWorkOs.put(user.sub(), false);
        return "a user is disabled";
    }

    /** Lets what runs come to its end, so that a run may begin. */
    private void settle() {
        if (portage.show(id).path("state").asText().equals("PAUSED")) {
            portage.resume(id);
        }
        if (Set.of("DISCOVERING", "IMPORTING")
                .contains(portage.show(id).path("state").asText())) {
            portage.awaitEnd(id);
        }
        portage.send("POST", "/migrations/" + id + "/retry", "{}");
        if (portage.show(id).path("state").asText().equals("IMPORTING")) {
            portage.awaitEnd(id);
        }
    }

    private void assertLegal() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct what, was, became from transition")) {
            while (rows.next()) {
                String was = rows.getString("was");
                String became = rows.getString("became");
                boolean legal = rows.getString("what").equals("migration")
                        ? MigrationState.valueOf(was).canBecome(MigrationState.valueOf(became))
                        : UserState.valueOf(was).canBecome(UserState.valueOf(became));
                assertThat(legal)
                        .as("%s: %s to %s", rows.getString("what"), was, became)
                        .isTrue();
            }
        }
    }

    private int execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }
}
