package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The default budget is never exceeded, however fast WorkOS answers. How much of it is used depends on what else the
 * machine does, so the benchmark measures that.
 */
@Tag("minutes")
@Tag("alone")
class BudgetIT {
    private static final int BUDGET = 450;

    @RegisterExtension
    final Scene scene = new Scene();

    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void isNeverExceeded(int latencyMillis) {
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":%d}}".formatted(latencyMillis));
        scene.sandbox().pool(Scene.POOL, "{\"users\":1000,\"oddities\":false}");
        scene.start();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, Duration.ofSeconds(90));

        Arrivals arrivals = Arrivals.at(scene.sandbox());
        System.out.printf("Budget at %d ms of latency: %s%n", latencyMillis, arrivals);
        assertThat(arrivals.worst()).as(arrivals.toString()).isLessThanOrEqualTo(BUDGET);
        scene.assertNobodyIsLost(migration);
    }
}
