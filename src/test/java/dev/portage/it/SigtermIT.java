package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that is asked to stop finishes what is in flight and hands the rest back. */
class SigtermIT {
    /** What Kubernetes grants. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void finishesWhatIsInFlightAndHandsTheRestBack() throws SQLException {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":600,\"oddities\":false}");
        scene.everybodyJoins();
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":1500}}");
        ServiceProcess leaving = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(100, Duration.ofSeconds(60));

        Duration took = leaving.terminate(GRACE);
        System.out.println("SIGTERM took " + took);
        assertThat(scene.query("select count(*) from job where state = 'LEASED'"))
                .as("jobs still leased")
                .isEqualTo("0");
        assertThat(scene.query("select count(*) from source_user where state = 'IMPORTED'"))
                .as("answers recorded of users who are in WorkOS")
                .isEqualTo(String.valueOf(scene.sandbox().workos().userCount()));

        scene.sandbox().faults("{}");
        scene.startQuick();
        // Well within the lease of 90 s: nothing waited for it.
        scene.awaitCompleted(migration, Duration.ofSeconds(30));
        assertThat(scene.sandbox().calls().at("/creates/repeated").asInt())
                .as("users sent twice")
                .isZero();
        scene.assertNobodyIsLost(migration);
    }

    @Test
    void endsInTimeAlthoughWorkosHangs() throws SQLException {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":300,\"oddities\":false}");
        scene.everybodyJoins();
        ServiceProcess leaving = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(50, Duration.ofSeconds(60));
        scene.sandbox().faults("{\"workos\":{\"hang\":1,\"hangSeconds\":60}}");
        // As many as a replica has in flight: everything stands still.
        Scene.await("calls that hang", Duration.ofSeconds(20), () -> scene.openCalls() >= 30);

        Duration took = leaving.terminate(GRACE);
        System.out.println("SIGTERM while WorkOS hangs took " + took);
        assertThat(scene.query("select count(*) from job where state = 'LEASED'"))
                .as("jobs still leased")
                .isEqualTo("0");

        scene.sandbox().faults("{}");
        scene.startQuick();
        scene.awaitCompleted(migration, Duration.ofSeconds(30));
        scene.assertNobodyIsLost(migration);
    }
}
