package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.InProcess;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever lives by a CronJob has many runs: those that ended long ago are forgotten, and nothing else with them. */
@QuarkusTest
@InProcess("calls for what otherwise happens once an hour")
class RunKeeperTest extends MigrationTest {

    @Inject
    RunKeeper keeper;

    @Test
    void forgetsRunsOfLongAgoButForTheLatest() throws SQLException {
        String id = portage.importPool(plainPool(5), "{}");
        portage.importAll(id);
        portage.importAll(id);
        List<JsonNode> runs = portage.runs(id);
        assertThat(runs).hasSize(3);

        keeper.pruneRuns();
        assertThat(portage.runs(id)).as("none is old").isEqualTo(runs);

        String first = runs.getLast().path("id").asText();
        age("id = '" + first + "'");
        keeper.pruneRuns();
        assertThat(portage.runs(id)).isEqualTo(runs.subList(0, 2));
        assertThat(count("tally where owner = '" + first + "'")).isZero();

        age("migration_id = '" + id + "'");
        keeper.pruneRuns();
        assertThat(portage.runs(id))
                .extracting(run -> run.path("id").asText())
                .containsExactly(runs.getFirst().path("id").asText());
        assertThat(portage.show(id).at("/users/imported").asInt()).isEqualTo(5);
    }

    private void age(String which) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update run set started_at = started_at - interval '91 days',"
                    + " finished_at = finished_at - interval '91 days' where " + which);
        }
    }

    private int count(String what) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
