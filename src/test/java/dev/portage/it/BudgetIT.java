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

    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void isHeldFromTheFirstSecondToTheLast(int latencyMillis) {
        scene.sandbox().pool(Scene.POOL, "{\"users\":2000,\"oddities\":false}");
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":%d}}".formatted(latencyMillis));
        scene.start();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, Duration.ofSeconds(90));

        Arrivals arrivals = Arrivals.at(scene.sandbox());
        System.out.printf("Budget at %d ms of latency: %s%n", latencyMillis, arrivals);
        assertThat(arrivals.worst()).as(arrivals.toString()).isLessThanOrEqualTo(BUDGET);
        assertThat(arrivals.rate()).as(arrivals.toString()).isGreaterThanOrEqualTo(AT_LEAST * BUDGET / 10);
        assertThat(arrivals.leastInTenSeconds()).as(arrivals.toString()).isGreaterThanOrEqualTo((int)
                (AT_LEAST * BUDGET));
        scene.assertNobodyIsLost(migration);
    }
}
