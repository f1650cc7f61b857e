package dev.portage.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A pool is read at the pace of its calls, whatever else takes its time, and no longer than it may be. */
@QuarkusTest
class DiscoverTest extends MigrationTest {
    /** More than can be read in the half of a second that a step takes. */
    private static final int MORE_THAN_A_STEP = 7;

    private String reading(int users) {
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":100}]}");
        String id = portage.create(plainPool(users));
        portage.start(id);
        return id;
    }

    @Test
    void theReadingGoesOnWhileAStepIsRecordedAndNoPageIsReadTwice() throws SQLException {
        String id = reading(900);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery("select id from run where migration_id = '" + id + "' for update");
            await().until(() -> control.calls("ListUsers") >= MORE_THAN_A_STEP);
            assertThat(portage.show(id).path("users").path("discovered").asInt())
                    .as("recorded meanwhile")
                    .isZero();
            connection.rollback();
        }

        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(900);
        assertThat(portage.runs(id).getFirst().path("pages").asInt()).isEqualTo(15);
        assertThat(control.calls("ListUsers")).isEqualTo(15);
    }

    @Test
    void nothingIsReadASecondAfterAPause() {
        String id = reading(1800);
        portage.awaitThat(
                id, migration -> migration.path("users").path("discovered").asInt() > 0);
        portage.pause(id);
        Instant latest = Instant.now().plusSeconds(1);

        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(Instant.parse(control.calls()
                                .path("operations")
                                .path("ListUsers")
                                .path("lastArrival")
                                .asText()))
                        .isBeforeOrEqualTo(latest));
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isLessThan(1800);

        sandbox.faults("{}");
        portage.resume(id);
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(1800);
    }
}
