package dev.portage.testing;

import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.Sandbox;
import dev.portage.sandbox.WorkosUser;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Migrations over HTTP from a sandbox to a sandbox. Each test begins with an empty WorkOS, without faults or limits, and a
 * budget that holds nobody up; after each the {@link Invariant} is checked for every migration that it has created.
 *
 * <p>Nothing here looks into the service, so that each such test runs against the native executable too: as a subclass
 * with {@code @QuarkusIntegrationTest} beside it, named like it with IT at the end.
 */
public abstract class MigrationTest {
    private static final AtomicInteger POOLS = new AtomicInteger();
    private static final int PLENTY = 1_000_000;

    static {
        // Nothing is measured by these: on a slow machine a moment takes longer than Awaitility's ten seconds.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
    }

    protected Sandbox sandbox;

    @TestHTTPResource
    protected URI service;

    /** The service's own, given by {@link PostgresResource}. */
    protected DataSource database;

    protected Portage portage;
    protected SandboxHttp control;

    @BeforeEach
    void beginAnew() throws SQLException {
        portage = new Portage(service, token("admin"));
        control = new SandboxHttp(sandbox.url());
        dropJobsOfEarlierTests();
        control.reset();
        sandbox.limits("{\"all\":\"unlimited\"}");
        // The memory of a 429 or an outage in an earlier test would slow this one down for minutes.
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    update rate_bucket set pace = 1, last_throttled_at = null, next_at = now(), blocked_until = now(),
                        trips = 0, open_until = '1970-01-01Z', failing_since = null
                    """);
            // So would the mails of one: the users of all pools have the same addresses.
            statement.execute("delete from reset_request");
            statement.execute("delete from sign_in_try");
            statement.execute("delete from webhook_notice");
        }
        portage.budget(PLENTY, PLENTY, PLENTY);
    }

    /** A mail that waits for its time, or for its next try, would be sent in this test: users of all pools are namesakes. */
    private void dropJobsOfEarlierTests() {
        Awaitility.await("the jobs of earlier tests").pollDelay(Duration.ZERO).until(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("delete from job where state = 'READY'");
                try (ResultSet leased = statement.executeQuery(
                        "select count(*) from job where state = 'LEASED' and leased_until > now()")) {
                    leased.next();
                    return leased.getInt(1) == 0;
                }
            }
        });
    }

    @AfterEach
    void invariant() {
        sandbox.faults("{}");
        portage.created().forEach(this::stopIfRunning);
        for (String id : portage.created()) {
            if (portage.show(id).path("erasedAt").isNull()) {
                Invariant.holds(id, portage, control);
            }
        }
    }

    /** What a failed test has left running would be counted in the next one. */
    private void stopIfRunning(String id) {
        if (Set.of("ASSESSING", "DISCOVERING", "IMPORTING", "PAUSED")
                .contains(portage.show(id).path("state").asText())) {
            portage.cancelIfRunning(id);
        }
        // Mails of one would go to the next one's users too: those of all pools have the same addresses.
        portage.campaigns(id).stream()
                .filter(campaign -> !Set.of("COMPLETED", "CANCELLED")
                        .contains(campaign.path("state").asText()))
                .forEach(campaign ->
                        portage.cancelCampaignIfRunning(id, campaign.path("id").asText()));
    }

    /** The token of a role, as the service was given it. */
    protected static String token(String role) {
        return ConfigProvider.getConfig().getValue("portage." + role + "-token", String.class);
    }

    /** Makes a pool that no other test has; answers its id. */
    protected String pool(String json) {
        String id = "us-east-1_Test" + POOLS.incrementAndGet();
        sandbox.pool(id, json);
        return id;
    }

    /** A new id for a pool that by its name has the app client that the service is set to. */
    protected static String signInPoolId() {
        return "us-east-1s" + POOLS.incrementAndGet() + "_SignIn";
    }

    /** A pool of plain users. */
    protected String plainPool(int users) {
        return pool("{\"users\":%d,\"oddities\":false}".formatted(users));
    }

    protected List<PoolUser> poolUsers(String poolId) {
        return sandbox.cognito().users(poolId);
    }

    /** The user in WorkOS with that external id; fails where there is none. */
    protected WorkosUser inWorkOs(String sub) {
        return sandbox.workos().userByExternalId(sub).orElseThrow(() -> new AssertionError("not in WorkOS: " + sub));
    }
}
