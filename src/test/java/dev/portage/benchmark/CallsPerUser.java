package dev.portage.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.it.Scene;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** How many calls a clean user costs, at WorkOS, at Cognito and at the database. */
final class CallsPerUser implements Measurement {
    private static final int USERS = 20_000;

    @Override
    public Table run() throws IOException, SQLException {
        Table table = new Table("Calls per user, over an import of 20,000 clean users from start to end");
        double workos;
        try (Stage stage = new Stage("calls")) {
            Scene scene = stage.scene();
            scene.liftLimits(10_000);
            scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 1000);
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(USERS));
            scene.start();
            scene.query("create extension pg_stat_statements");
            scene.query("select pg_stat_statements_reset()");
            double before = commits(scene);
            scene.awaitCompleted(scene.api().importPool(Scene.POOL), Duration.ofMinutes(5));
            double sql = Double.parseDouble(scene.query("""
                    select sum(calls) from pg_stat_statements where toplevel and query !~* '^(begin|commit|show|set)'
                    """));
            double transactions = commits(scene) - before;
            JsonNode calls = scene.sandbox().calls().path("operations");
            workos = (double) count(calls, true) / USERS;
            table.row(
                    "WorkOS calls", workos,
                    "Cognito calls", (double) count(calls, false) / USERS,
                    "SQL statements", sql / USERS,
                    "transactions", transactions / USERS);
        }
        return table.goal("one WorkOS call per clean user", workos == 1);
    }

    private static double commits(Scene scene) throws SQLException {
        return Double.parseDouble(
                scene.query("select xact_commit from pg_stat_database where datname = current_database()"));
    }

    /** The sandbox names WorkOS's operations with a dot, and Cognito's without. */
    static int count(JsonNode operations, boolean workos) {
        return StreamSupport.stream(
                        ((Iterable<java.util.Map.Entry<String, JsonNode>>) operations::fields).spliterator(), false)
                .filter(operation -> operation.getKey().contains(".") == workos)
                .mapToInt(operation -> operation.getValue().path("count").asInt())
                .sum();
    }
}
