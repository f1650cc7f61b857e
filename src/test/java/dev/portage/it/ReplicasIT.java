package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three replicas on one database share one budget and do no work twice, also while one goes and another comes. */
@Tag("minutes")
@Tag("alone")
class ReplicasIT {
    private static final int BUDGET = 450;
    private static final int USERS = 2400;
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void shareTheBudgetWhileTheyComeAndGo() {
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(USERS));
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":100}}");
        ServiceProcess leaving = scene.startQuick(3).getFirst();
        warmUp();
        String migration = scene.api().importPool(Scene.POOL);
        awaitAtWork(3);

        scene.awaitUsers(USERS / 8, SOON);
        scene.startQuick();
        awaitAtWork(4);
        leaving.terminate(Duration.ofSeconds(30));
        assertThat(Arrivals.at(scene.sandbox()).count()).as("still in mid-run").isLessThan(USERS * 9 / 10);

        JsonNode done = scene.awaitCompleted(migration, Duration.ofSeconds(90));
        Arrivals arrivals = Arrivals.at(scene.sandbox());
        System.out.println("Three replicas: " + arrivals);
        assertThat(arrivals.worst()).as(arrivals.toString()).isLessThanOrEqualTo(BUDGET);
        assertThat(arrivals.leastInTenSeconds())
                .as("whoever comes or goes holds up no other: %s", arrivals)
                .isGreaterThan(BUDGET / 2);
        assertThat(scene.sandbox().calls().at("/creates/repeated").asInt())
                .as("users sent twice")
                .isZero();
        assertThat(done.at("/users/imported").asInt()).isEqualTo(USERS);
        scene.assertNobodyIsLost(migration);
    }

    /** With what is the hardest for each of them: one is killed, and the answers of another are lost. */
    @Test
    void doNothingTwiceAlthoughOneIsKilled() throws Exception {
        int users = 900;
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
        scene.liftLimits(2000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(users));
        scene.sandbox().faults("{\"seed\":3,\"workos\":{\"latencyMillis\":100,\"lostAfterWrite\":0.02}}");
        scene.everybodyJoins();
        ServiceProcess doomed = scene.startQuick(3).getFirst();
        String migration = scene.api().importPool(Scene.POOL);
        awaitAtWork(3);
        scene.awaitUsers(users / 3, SOON);
        doomed.kill();

        JsonNode done = scene.awaitCompleted(migration, SOON);
        assertThat(done.at("/users/imported").asInt()).as(done.toString()).isEqualTo(users);
        assertThat(done.at("/memberships/assigned").asInt()).as(done.toString()).isEqualTo(users);
        scene.assertNobodyIsLost(migration);
    }

    /** Three JVMs that start on one small machine are slow at first; what is measured here is how they share. */
    private void warmUp() {
        scene.sandbox().pool("us-east-1_First", "{\"users\":300,\"seed\":1,\"oddities\":false}");
        scene.awaitCompleted(scene.api().importPool("us-east-1_First"), SOON);
        scene.startOver();
    }

    private void awaitAtWork(int replicas) {
        String atWork = "select count(distinct leased_by) from job where state = 'LEASED'";
        Scene.await(replicas + " at work", SOON, () -> scene.query(atWork).equals(String.valueOf(replicas)));
    }
}
