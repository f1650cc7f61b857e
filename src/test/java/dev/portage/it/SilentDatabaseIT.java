package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL can't be reached for a minute, and nothing says so: no connection breaks, and none is refused. */
@Tag("minutes")
class SilentDatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void isSatOut() throws Exception {
        PGSimpleDataSource source = TestDatabase.fresh();
        try (Cable cable = new Cable(source.getPortNumbers()[0])) {
            scene.on(source);
            scene.set(
                    "PORTAGE_DATABASE_URL",
                    "jdbc:postgresql://localhost:" + cable.port() + "/" + source.getDatabaseName());
            scene.set("PORTAGE_QUEUE_LEASE", "3s");
            scene.liftLimits(800);
            scene.sandbox().pool(Scene.POOL, "{\"users\":800}");
            scene.sandbox().faults("{\"workos\":{\"latencyMillis\":200}}");
            scene.everybodyJoins();
            ServiceProcess service = scene.startQuick();
            String migration = scene.api().importPool(Scene.POOL);
            scene.awaitUsers(50, SOON);

            cable.cut();
            Instant back = Instant.now().plus(MINUTE);
            Scene.await("readiness that says what is wrong", SOON, () -> {
                Api.Answer ready = scene.api().get("/q/health/ready");
                return ready.status() == 503
                        && ready.body().toString().toLowerCase(Locale.ROOT).contains("database");
            });
            int users = scene.sandbox().workos().userCount();
            Scene.await("a minute", MINUTE.plusSeconds(5), () -> {
                assertThat(scene.api().get("/q/health/live").status()).isEqualTo(200);
                return Instant.now().isAfter(back);
            });
            assertThat(scene.sandbox().workos().userCount())
                    .as("nothing is sent that can't be recorded, but for what was claimed")
                    .isLessThan(users + 50);
            cable.mend();

            JsonNode done = scene.awaitCompleted(migration, Duration.ofSeconds(120));
            assertThat(service.isAlive()).as("never restarted").isTrue();
            assertThat(scene.api().get("/q/health/ready").status())
                    .as("readiness")
                    .isEqualTo(200);
            assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
            scene.assertNobodyIsLost(migration);
        }
    }
}
