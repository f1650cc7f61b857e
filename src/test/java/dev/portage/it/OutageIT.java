package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When WorkOS is away, or hangs, the import waits and goes on by itself. */
class OutageIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    @Tag("minutes")
    void ofTwoMinutesFailsNobody() {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":700}");
        scene.everybodyJoins();
        scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(200, SOON);

        scene.sandbox().faults("{\"workos\":{\"outage\":true}}");
        int before = scene.calls("users.create");
        Instant end = Instant.now().plusSeconds(120);
        Scene.await(
                "the outage's end", Duration.ofSeconds(125), () -> Instant.now().isAfter(end));
        int during = scene.calls("users.create") - before;
        String attempts = lookUp("select max(attempts) || ' at most, ' || round(avg(attempts), 1) || ' on average'"
                + " from job where attempts > 0");
        scene.sandbox().faults("{}");
        Instant back = Instant.now();

        JsonNode done = scene.awaitCompleted(migration, SOON);
        System.out.printf(
                "Outage of 2 min: %d calls into it, attempts %s; done %d s after its end%n",
                during, attempts, Duration.between(back, Instant.now()).toSeconds());
        assertThat(during).as("calls into the outage").isLessThan(100);
        assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
        scene.assertNobodyIsLost(migration);
    }

    @Test
    @Tag("minutes")
    void announcedForAMinuteIsSatOut() {
        scene.sandbox().pool(Scene.POOL, "{\"users\":300,\"oddities\":false}");
        scene.everybodyJoins();
        scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(50, SOON);
        scene.sandbox()
                .faults(
                        "{\"workos\":{\"throttle\":1,\"retryAfter\":\"60\",\"count\":1,\"operations\":[\"users.create\"]}}");

        JsonNode done = scene.awaitCompleted(migration, Duration.ofSeconds(120));
        Arrivals arrivals = Arrivals.at(scene.sandbox());
        assertThat(arrivals.longestSilence()).as(arrivals.toString()).isGreaterThanOrEqualTo(58);
        assertThat(scene.calls("users.create"))
                .as("each once, and the one that was refused twice")
                .isEqualTo(301);
        assertThat(done.at("/users/imported").asInt()).isEqualTo(300);
        scene.assertNobodyIsLost(migration);
    }

    @Test
    void ofConnectionsThatHangIsOverWhenTheyTimeOut() {
        scene.liftLimits(1000);
        scene.set("PORTAGE_WORKOS_CALL_TIMEOUT", "3s");
        scene.sandbox().pool(Scene.POOL, "{\"users\":500}");
        scene.everybodyJoins();
        scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(100, SOON);
        scene.sandbox().faults("{\"workos\":{\"hang\":1,\"hangSeconds\":30}}");
        // As many as a replica has in flight: everything stands still.
        Scene.await("calls that hang", SOON, () -> scene.openCalls() >= 30);
        Scene.await(
                "calls given up",
                SOON,
                () -> !lookUp("select 1 from job where attempts > 0 limit 1").isEmpty());
        scene.sandbox().faults("{}");

        JsonNode done = scene.awaitCompleted(migration, SOON);
        assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
        assertThat(done.at("/users/linked").asInt())
                .as("our own users taken for strangers: " + done)
                .isZero();
        scene.assertNobodyIsLost(migration);
    }

    private String lookUp(String sql) {
        try {
            return scene.query(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
