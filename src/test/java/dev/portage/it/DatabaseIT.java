package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL may go and come: the service stays up, says what is wrong, and goes on by itself. */
class DatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    @Test
    void mayRestartAgainAndAgain() throws Exception {
        try (RestartableDatabase database = new RestartableDatabase(folder)) {
            scene.on(database.source());
            scene.liftLimits(1500);
            // Shorter than the database is away, so that every lease has run out when it is back.
            scene.set("PORTAGE_QUEUE_LEASE", "3s");
            scene.sandbox().pool(Scene.POOL, "{\"users\":1500}");
            scene.sandbox().faults("{\"workos\":{\"latencyMillis\":200}}");
            ServiceProcess service = scene.startQuick();
            String migration = scene.api().importPool(Scene.POOL);

            for (int users : new int[] {100, 500, 900}) {
                scene.awaitUsers(users, SOON);
                if (users == 500) {
                    database.crash();
                } else {
                    database.stop();
                }
                Scene.await("readiness that says what is wrong", SOON, () -> {
                    Api.Answer ready = scene.api().get("/q/health/ready");
                    return ready.status() == 503
                            && ready.body()
                                    .toString()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .contains("database");
                });
                assertThat(scene.api().get("/q/health/live").status())
                        .as("liveness")
                        .isEqualTo(200);
                assertThat(scene.api().get("/migrations").status()).as("API").isEqualTo(503);
                database.start();
                Scene.await(
                        "readiness",
                        SOON,
                        () -> scene.api().get("/q/health/ready").status() == 200);
            }

            JsonNode done = scene.awaitCompleted(migration, Duration.ofSeconds(60));
            assertThat(service.isAlive()).as("never restarted").isTrue();
            assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
            assertThat(scene.lostAnswers()).as("users whose answer was lost").isZero();
            scene.assertNobodyIsLost(migration);
        }
    }
}
