package dev.portage.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import dev.portage.sandbox.WorkosUser;
import dev.portage.testing.SandboxHttp;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a verification of a million users at the default budget finds what was changed in WorkOS, to the last account,
 * and in how much time and memory.
 */
final class Reconciliation implements Measurement {
    private static final int USERS = 1_000_000;

    /** How many accounts are changed in each way. */
    private static final int CHANGED = 250;

    private static final int HEAP = 256;
    private static final int READS_PER_SECOND = 90;
    private static final Duration LONG = Duration.ofMinutes(40);

    @Override
    public Table run() throws IOException, SQLException {
        try (Stage stage = new Stage("reconciliation")) {
            Scene scene = stage.scene();
            scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 1000);
            scene.liftLimits(1_000_000);
            scene.sandbox()
                    .pool(
                            Scene.POOL,
                            "{\"users\":%d,\"oddities\":false,\"groups\":false,\"providers\":false}".formatted(USERS));
            ServiceProcess importing = scene.start();
            String migration = scene.api().importPool(Scene.POOL);
            scene.awaitCompleted(migration, LONG);
            importing.terminate(Duration.ofSeconds(30));
            change(scene);

            scene.set("PORTAGE_WORKOS_READS_PER_10S", 10 * READS_PER_SECOND);
            scene.set("PORTAGE_WORKOS_REQUESTS_PER_60S", 60 * READS_PER_SECOND);
            ServiceProcess service = scene.start("-Xmx" + HEAP + "m");
            scene.sandbox().resetCalls();
            long began = System.nanoTime();
            JsonNode evidence = verify(scene, migration);
            double seconds = (System.nanoTime() - began) / 1e9;
            int calls = scene.calls("users.list");
            boolean exact = evidence.path("missing").asInt() == 2 * CHANGED
                    && evidence.path("extra").asInt() == CHANGED
                    && evidence.path("changedEmail").asInt() == CHANGED
                    && evidence.path("changedExternalId").asInt() == CHANGED
                    && evidence.path("duplicate").asInt() == 0;
            return new Table("A verification of %,d users at %d reads a second".formatted(USERS, READS_PER_SECOND))
                    .row(
                            "seconds", seconds,
                            "pages of 100 users", calls,
                            "peak heap MB", service.peakHeapMegabytes(),
                            "missing", evidence.path("missing").asInt(),
                            "extra", evidence.path("extra").asInt(),
                            "other address", evidence.path("changedEmail").asInt(),
                            "other external id",
                                    evidence.path("changedExternalId").asInt())
                    .goal("exactly what was changed is found", exact)
                    .goal("by paging, not by a call per user", calls <= USERS / 100 + 2)
                    .goal("a heap of at most %d MB".formatted(HEAP), service.peakHeapMegabytes() <= HEAP);
        }
    }

    /** Behind Portage's back: some accounts gone, some made anew, some with another address or external id. */
    private static void change(Scene scene) throws SQLException {
        SandboxHttp sandbox = new SandboxHttp(scene.sandbox().url());
        List<String> subs = spread(scene, 4 * CHANGED);
        for (int i = 0; i < subs.size(); i++) {
            WorkosUser user =
                    scene.sandbox().workos().userByExternalId(subs.get(i)).orElseThrow();
            String path = "/user_management/users/" + user.id();
            switch (i % 4) {
                case 0 -> sandbox.send("DELETE", path, "");
                case 1 -> {
                    sandbox.send("DELETE", path, "");
                    sandbox.createInWorkOs("{\"email\":\"again-%s\",\"external_id\":\"%s\",\"email_verified\":true}"
                            .formatted(user.email(), subs.get(i)));
                }
                case 2 -> sandbox.send("PUT", path, "{\"email\":\"other-%s\"}".formatted(user.email()));
                default -> sandbox.send("PUT", path, "{\"external_id\":\"other-%d\"}".formatted(i));
            }
        }
    }

    /** So many users from all over the pool. */
    private static List<String> spread(Scene scene, int count) throws SQLException {
        List<String> subs = new ArrayList<>();
        try (Connection connection = scene.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select sub from (select sub, row_number() over (order by sub) as n from source_user) as numbered
                        where n %% %d = 0
                        """.formatted(USERS / count))) {
            while (rows.next()) {
                subs.add(rows.getString(1));
            }
        }
        return subs;
    }

    private static JsonNode verify(Scene scene, String migration) {
        String path = "/migrations/" + migration + "/verification";
        int status = scene.api().post(path, "{}").status();
        if (status != 202) {
            throw new IllegalStateException("The verification was answered " + status);
        }
        Scene.await(
                "the end of the verification",
                LONG,
                () -> scene.api().get(path).body().path("state").asText().equals("DONE"));
        for (JsonNode item : scene.api().get(path).body().path("items")) {
            if (item.path("item").asText().equals("reconciliation")) {
                return item.path("evidence");
            }
        }
        throw new IllegalStateException("The verification has no reconciliation");
    }
}
