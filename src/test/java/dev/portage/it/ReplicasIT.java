package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three replicas on one database share one budget and do no work twice, also while one goes and another comes. */
class ReplicasIT {
    private static final int BUDGET = 450;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void shareTheBudgetWhileTheyComeAndGo() {
        scene.sandbox().pool(Scene.POOL, "{\"users\":2200,\"oddities\":false}");
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":100}}");
        List<ServiceProcess> replicas = scene.start(3);
        String migration = scene.api().importPool(Scene.POOL);
        Scene.await("all three at work", Duration.ofSeconds(60), () -> scene.query(
                        "select count(distinct leased_by) from job where state = 'LEASED'")
                .equals("3"));

        scene.awaitUsers(700, Duration.ofSeconds(60));
        replicas.getFirst().terminate(Duration.ofSeconds(30));
        scene.start();
        assertThat(scene.sandbox().workos().userCount()).as("still in mid-run").isLessThan(2000);
        Scene.await("the new one at work beside the others", Duration.ofSeconds(60), () -> scene.query(
                        "select count(distinct leased_by) from job where state = 'LEASED'")
                .equals("3"));

        JsonNode done = scene.awaitCompleted(migration, Duration.ofSeconds(90));
        Arrivals arrivals = Arrivals.at(scene.sandbox());
        System.out.println("Three replicas: " + arrivals);
        assertThat(arrivals.worst()).as(arrivals.toString()).isLessThanOrEqualTo(BUDGET);
        assertThat(arrivals.rate()).as(arrivals.toString()).isGreaterThanOrEqualTo(0.97 * BUDGET / 10);
        assertThat(scene.sandbox().calls().at("/creates/repeated").asInt())
                .as("users sent twice")
                .isZero();
        assertThat(done.at("/users/imported").asInt()).isEqualTo(2200);
        scene.assertNobodyIsLost(migration);
    }
}
