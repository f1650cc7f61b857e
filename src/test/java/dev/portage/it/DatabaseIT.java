package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL may go and come: the service stays up, says what is wrong, and goes on by itself. */
@Tag("minutes")
class DatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    private RestartableDatabase database;
    private ServiceProcess service;
    private String migration;

    @BeforeEach
    void importSlowly() throws Exception {
        database = new RestartableDatabase(folder);
        scene.on(database.source());
        scene.liftLimits(800);
        // Shorter than the database is away, so that every lease has run out when it is back.
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
        scene.sandbox().pool(Scene.POOL, "{\"users\":1500}");
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":200}}");
        scene.everybodyJoins();
        service = scene.startQuick();
        migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(50, SOON);
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
    }

    @Test
    void mayRestartEveryFewSecondsForAMinute() throws Exception {
        Instant end = Instant.now().plus(MINUTE);
        int restarts = 0;
        while (Instant.now().isBefore(end)) {
            int users = scene.sandbox().workos().userCount();
            if (restarts % 3 == 2) {
                database.crash();
            } else {
                database.stop();
            }
            saysWhatIsWrong();
            database.start();
            restarts++;
            scene.awaitUsers(Math.min(users + 50, 1200), SOON);
        }
        System.out.printf("PostgreSQL restarted %d times in a minute%n", restarts);
        assertThat(restarts).isGreaterThanOrEqualTo(4);
        goesOnByItself();
    }

    @Test
    void mayBeAwayForAMinute() throws Exception {
        database.stop();
        saysWhatIsWrong();
        int users = scene.sandbox().workos().userCount();
        Instant back = Instant.now().plus(MINUTE);
        Scene.await("a minute", MINUTE.plusSeconds(5), () -> {
            assertThat(scene.api().get("/q/health/live").status()).isEqualTo(200);
            return Instant.now().isAfter(back);
        });
        assertThat(scene.sandbox().workos().userCount())
                .as("nothing is sent that can't be recorded, but for what was claimed")
                .isLessThan(users + 50);
        database.start();
        goesOnByItself();
    }

    private void saysWhatIsWrong() {
        Scene.await("readiness that says what is wrong", SOON, () -> {
            Api.Answer ready = scene.api().get("/q/health/ready");
            return ready.status() == 503
                    && ready.body().toString().toLowerCase(Locale.ROOT).contains("database");
        });
        assertThat(scene.api().get("/q/health/live").status()).as("liveness").isEqualTo(200);
        assertThat(scene.api().get("/migrations").status()).as("API").isEqualTo(503);
    }

    /** With what was answered while the database was away. */
    private void goesOnByItself() {
        JsonNode done = scene.awaitCompleted(migration, Duration.ofSeconds(120));
        assertThat(service.isAlive()).as("never restarted").isTrue();
        assertThat(scene.api().get("/q/health/ready").status()).as("readiness").isEqualTo(200);
        assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
        assertThat(scene.lostAnswers()).as("users whose answer was lost").isZero();
        scene.assertNobodyIsLost(migration);
    }
}
