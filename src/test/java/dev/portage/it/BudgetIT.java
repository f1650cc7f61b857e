package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default budget is used up, and never exceeded, however fast WorkOS answers. */
class BudgetIT {
    private static final int BUDGET = 450;
    private static final double AT_LEAST = 0.97;

    @RegisterExtension
    final Scene scene = new Scene();

    /** Twice at most: a machine that is busy with something else takes from the first try what no service can give. */
    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void isHeldFromTheFirstSecondToTheLast(int latencyMillis) {
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":%d}}".formatted(latencyMillis));
        Arrivals arrivals = importOf(Scene.POOL);
        if (!held(arrivals)) {
            arrivals = importOf(Scene.POOL + "2");
        }
        System.out.printf("Budget at %d ms of latency: %s%n", latencyMillis, arrivals);
        assertThat(held(arrivals)).as(arrivals.toString()).isTrue();
    }

    /** By a service that has just started. */
    private Arrivals importOf(String poolId) {
        scene.sandbox().pool(poolId, "{\"users\":1600,\"seed\":%d,\"oddities\":false}".formatted(poolId.hashCode()));
        scene.startOver();
        ServiceProcess service = scene.start();
        String migration = scene.api().importPool(poolId);
        scene.awaitCompleted(migration, Duration.ofSeconds(90));
        Arrivals arrivals = Arrivals.at(scene.sandbox());
        assertThat(arrivals.worst()).as(arrivals.toString()).isLessThanOrEqualTo(BUDGET);
        scene.assertNobodyIsLost(migration);
        service.terminate(Duration.ofSeconds(30));
        return arrivals;
    }

    private static boolean held(Arrivals arrivals) {
        return arrivals.rate() >= AT_LEAST * BUDGET / 10
                && arrivals.leastInTenSeconds() >= Math.floor(AT_LEAST * BUDGET);
    }
}
