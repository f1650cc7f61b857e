package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.migration.RecordedSignIns;
import dev.portage.migration.SignIns;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Personal data can be erased here; what was counted and who did it stays. */
@QuarkusTest
class ErasureTest extends MigrationTest {

    /** A word that is in everybody's address and name, one in everybody's notes, and one in everybody's sub. */
    private static final List<String> TRACES = List.of("zaphod", "beeblebrox", "two-heads", "beeb1e00");

    /** What tells of people. */
    private static final Set<String> PERSONAL = Set.of(
            "source_user",
            "user_event",
            "user_factor",
            "membership",
            "group_member",
            "password_reset",
            "sign_in",
            "workos_account",
            "assessment_example");

    /** What is counted, set up and decided, and names nobody. */
    private static final Set<String> IMPERSONAL = Set.of(
            "run",
            "metadata_key",
            "throughput",
            "assessment",
            "assessment_count",
            "password_reset_campaign",
            "pool_group",
            "target_organization",
            "made_organization",
            "provider_check",
            "provider_connection",
            "saml_metadata",
            "verification",
            "verification_item",
            "webhook_notice");

    private static String sub(int user) {
        return "beeb1e00-0000-4000-8000-%012d".formatted(user);
    }

    private static String email(int user) {
        return "Zaphod." + user + "@example.com";
    }

    private void addUser(String pool, int user, String more) {
        control.addUser(pool, """
                {"username":"beeblebrox-%1$d","password":"Passw0rd!42-%1$d","attributes":{"sub":"%2$s","email":"%3$s",
                 "email_verified":"true","given_name":"Zaphod","custom:note":"two-heads"}%4$s}""".formatted(user, sub(user), email(user), more));
    }

    /** Everything that can be done with a migration, so that every table which can tell of somebody does. */
    private String migrateInEveryWay(String pool) {
        sandbox.pool(pool, "{\"users\":0,\"oddities\":false}");
        for (int user = 0; user < 40; user++) {
            addUser(pool, user, user == 9 ? ",\"challenge\":\"SOFTWARE_TOKEN_MFA\"" : "");
        }
        control.makeGroup(pool, "crew", 1, List.of(sub(1), sub(2)));
        control.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true}".formatted(email(7)));
        String id = portage.create(pool);
        portage.decide(id, "crew", "{\"organizationName\":\"The crew\"}");
        portage.send("POST", "/migrations/" + id + "/assessment", "{\"factors\":true}");
        portage.awaitAssessed(id);
        portage.post("/migrations/" + id + "/identity-providers/Google/check");
        String one = "{\"audience\":\"EMAILS\",\"emails\":[\"%s\"]}".formatted(email(3));
        portage.start(id, one);
        portage.awaitEnd(id);
        portage.importAll(id);
        portage.awaitMailed(id, portage.mail(id, one));
        control.mails().forEach(control::follow);
        portage.awaitThat(id, shown -> shown.at("/passwordResets/completed").asInt() == 1);
        signInAndForget(pool);
        portage.verify(id, "{\"testEmail\":\"%s\"}".formatted(email(3)));
        portage.send(
                "PUT",
                "/migrations/" + id + "/verification/mails-arrive",
                "{\"passed\":true,\"evidence\":\"Zaphod has it\",\"by\":\"Zaphod Beeblebrox\"}");
        return id;
    }

    /** One who comes over with the password, and one who is turned away and whom no import has seen. */
    private void signInAndForget(String pool) {
        addUser(pool, 99, ",\"enabled\":false");
        Portage page = portage.as(token("sign-in"));
        assertThat(signIn(email(5), "Passw0rd!42-5").statusCode()).isEqualTo(200);
        assertThat(page.send("POST", "/sign-in/password-reset", "{\"email\":\"%s\"}".formatted(email(99)))
                        .statusCode())
                .isEqualTo(202);
        SignIns recorded = RecordedSignIns.of(database, Sandbox.API_KEY);
        for (int user : new int[] {5, 99}) {
            await().untilAsserted(() -> assertThat(recorded.ofEmail(email(user), 1))
                    .extracting(SignIns.Recorded::sub)
                    .containsExactly(sub(user)));
        }
    }

    /** The tables that have rows of the migration. */
    private Set<String> tables(String id) throws SQLException {
        Set<String> tables = new TreeSet<>();
        for (String table : column("""
                select table_name from information_schema.columns
                where table_schema = 'public' and column_name = 'migration_id'""")) {
            if (!column("select 1 from %s where migration_id = '%s' limit 1".formatted(table, id))
                    .isEmpty()) {
                tables.add(table);
            }
        }
        return tables;
    }

    private List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @Test
    void leavesCountsAndTheAuditTrailAndNothingElse() throws SQLException {
        String id = migrateInEveryWay("us-east-1erasure_SignIn");
        String waiting = portage.mail(id, "{\"withoutCanary\":true,\"perHour\":1}");
        List<String> accounts = List.of(
                inWorkOs(sub(3)).id(), inWorkOs(sub(5)).id(), inWorkOs(sub(7)).id());
        // What WorkOS's events tell is read by now, and does not come afterwards.
        portage.get("/migrations/" + id + "/identity-providers");
        String signedIn = "select 1 from workos_sign_in where workos_user_id = '%s'".formatted(accounts.get(1));
        await().until(() -> !column(signedIn).isEmpty());
        JsonNode before = portage.show(id);
        int runs = portage.runs(id).size();
        assertThat(tables(id)).containsAll(PERSONAL);
        DatabaseText text = new DatabaseText(database);
        for (String trace : TRACES) {
            assertThat(text.columnsThatHold(trace)).as(trace).isNotEmpty();
        }

        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);

        for (String trace : Stream.concat(TRACES.stream(), accounts.stream()).toList()) {
            assertThat(text.columnsThatHold(trace.toLowerCase(Locale.ROOT)))
                    .as(trace)
                    .isEmpty();
        }
        assertThat(tables(id)).as("of the migration").isSubsetOf(IMPERSONAL);
        assertThat(portage.campaign(id, waiting).path("state").asText()).isEqualTo("CANCELLED");
        JsonNode after = portage.show(id);
        assertThat(after.path("users")).isEqualTo(before.path("users"));
        assertThat(after.path("memberships")).isEqualTo(before.path("memberships"));
        assertThat(after.path("erasedAt").isNull()).isFalse();
        assertThat(portage.runs(id)).hasSize(runs);
        assertThat(portage.users(id)).isEmpty();
        assertThat(portage.get("/users/" + accounts.getFirst() + "/attributes").statusCode())
                .isEqualTo(404);
        assertThat(portage.get("/audit?limit=100").jsonPath().getList("items.path", String.class))
                .contains("/migrations/" + id, "/migrations/" + id + "/imports");
        // In WorkOS they stay.
        assertThat(sandbox.workos().userCount()).isEqualTo(40);
    }

    /** A page that Cognito is still sending when everything is erased would bring people back. */
    @Test
    void whatIsInFlightIsNotWrittenAfterwards() throws SQLException {
        String id = portage.create(plainPool(120));
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":700}]}");
        portage.start(id);
        String leased = "select 1 from job where state = 'LEASED' and lane_id = '%s'".formatted(id);
        await().until(() -> !column(leased).isEmpty());
        portage.cancel(id);

        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);

        await().until(() -> column(leased).isEmpty());
        assertThat(tables(id)).isSubsetOf(IMPERSONAL);
    }

    /**
     * Whoever is signing in just then is answered, and not written down any more, wherever the sign-in stands. It waits for
     * an answer from Cognito or WorkOS, which is held until everything is erased.
     */
    @ParameterizedTest
    @CsvSource({
        "cognito,AdminInitiateAuth,401",
        "cognito,ListUsers,401",
        "workos,users.create,200",
        "workos,memberships.create,200"
    })
    void whoIsSigningInMeanwhileIsNotWrittenDown(String side, String operation, int status) throws Exception {
        String pool = signInPoolId();
        sandbox.pool(pool, "{\"users\":0,\"oddities\":false}");
        addUser(pool, 60, "");
        String organization = control.createOrganization("Acme");
        String id = portage.create(pool, "{\"organizationId\":\"%s\"}".formatted(organization));
        sandbox.faults("{\"%s\":[{\"hold\":true,\"operations\":[\"%s\"]}]}".formatted(side, operation));
        CompletableFuture<Response> signIn = CompletableFuture.supplyAsync(() -> signIn(email(60), "Passw0rd!42-60"));
        await().until(() -> control.calls(operation) == 1);

        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
        sandbox.faults("{}");

        Response answer = signIn.get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (status == 401) {
            assertThat(Portage.json(answer).path("type").asText()).isEqualTo("invalid-credentials");
            assertThat(sandbox.workos().userCount()).isZero();
        }
        // How sign-ins ended is written down one after the other: once the next one's is, this one's would be.
        assertThat(signIn("nobody@example.org", "x").statusCode()).isEqualTo(401);
        SignIns recorded = RecordedSignIns.of(database, Sandbox.API_KEY);
        await().until(() -> !recorded.ofEmail("nobody@example.org", 1).isEmpty());
        DatabaseText text = new DatabaseText(database);
        for (String trace : TRACES) {
            assertThat(text.columnsThatHold(trace)).as(trace).isEmpty();
        }
        assertThat(tables(id)).isSubsetOf(IMPERSONAL);
    }

    private Response signIn(String email, String password) {
        return portage.as(token("sign-in"))
                .send("POST", "/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    @Test
    void canBeRepeatedAndEndsTheMigration() {
        String id = portage.importPool(plainPool(2), "{}");
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
        BadRequestsTest.check(
                portage.post("/migrations/" + id + "/imports"), 409, "migration-erased", "create another");
        BadRequestsTest.check(portage.post("/migrations/" + id + "/retry"), 409, "migration-erased", "create another");
        BadRequestsTest.check(
                portage.send("PATCH", "/migrations/" + id, "{\"name\":\"x\"}"),
                409,
                "migration-erased",
                "create another");
    }

    @Test
    void isRefusedWhileARunIsUnderWay() {
        sandbox.faults("{\"workos\":[{\"latencyMillis\":200}]}");
        String id = portage.create(plainPool(60));
        portage.start(id);
        BadRequestsTest.check(portage.delete("/migrations/" + id), 409, "illegal-state", "cancel it first");
        portage.pause(id);
        BadRequestsTest.check(portage.delete("/migrations/" + id), 409, "illegal-state", "cancel it first");
        sandbox.faults("{}");
        portage.cancel(id);
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
    }
}
