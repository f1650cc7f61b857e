package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9} at any point loses and doubles nobody. Seeded, so that the points are the same each time. */
class KillIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeEach
    void takeOverSoon() {
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
    }

    @Test
    @Tag("minutes")
    void inDiscoverySettlingAndSending() {
        Random random = new Random(20260101);
        scene.liftLimits(2000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":2000,\"seed\":7}");
        String organization = scene.everybodyJoins();
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);

        int pages = random.nextInt(5, 30);
        Scene.await("page " + pages, SOON, () -> scene.calls("ListUsers") >= pages);
        service = anotherAfter(service);
        Scene.await("settling", SOON, () -> scene.query("select phase from run").equals("SETTLING"));
        service = anotherAfter(service);
        for (int users : ascending(random, 8, 1800)) {
            scene.awaitUsers(users, SOON);
            service = anotherAfter(service);
        }

        JsonNode done = scene.awaitCompleted(migration, SOON);
        assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
        assertThat(done.at("/options/organizationId").asText())
                .as("the organization of the environment")
                .isEqualTo(organization);
        assertThat(done.at("/memberships/assigned").asInt())
                .as(done.toString())
                .isEqualTo(done.at("/users/imported").asInt());
        scene.assertNobodyIsLost(migration);
    }

    /** The hardest moment: the user exists in WorkOS, and nobody here knows it. */
    @Test
    void withCallsInFlightAndAnswersLost() {
        Random random = new Random(20260102);
        scene.liftLimits(1500);
        scene.sandbox().pool(Scene.POOL, "{\"users\":1200,\"seed\":8}");
        scene.everybodyJoins();
        scene.sandbox().faults("""
                {"seed":5,"workos":{"latencyMillis":100,"latencyJitterMillis":300,
                                    "lostAfterWrite":0.05,"lostBeforeWrite":0.05}}
                """);
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        for (int users : ascending(random, 2, 900)) {
            scene.awaitUsers(users, SOON);
            service = anotherAfter(service);
        }

        JsonNode done = scene.awaitCompleted(migration, SOON);
        System.out.printf("Killed with calls in flight: %d answers lost%n", scene.lostAnswers());
        assertThat(scene.lostAnswers())
                .as("users in WorkOS of whom nobody here knew")
                .isPositive();
        assertThat(done.at("/users/failed").asInt()).as(done.toString()).isZero();
        assertThat(done.at("/users/linked").asInt())
                .as("our own users taken for strangers: " + done)
                .isZero();
        scene.assertNobodyIsLost(migration);
    }

    private ServiceProcess anotherAfter(ServiceProcess service) {
        service.kill();
        return scene.startQuick();
    }

    private static int[] ascending(Random random, int count, int below) {
        return IntStream.generate(() -> random.nextInt(1, below))
                .limit(count)
                .sorted()
                .toArray();
    }
}
