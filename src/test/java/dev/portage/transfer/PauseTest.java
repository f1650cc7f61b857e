package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An operator holds a run up, lets it go on, or gives it up. */
@QuarkusTest
class PauseTest extends MigrationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A run that takes some seconds, with calls in flight at any time. */
    private String underWay(int users) {
        sandbox.faults("{\"workos\":[{\"latencyMillis\":400}]}");
        portage.budget(500, 1000, 6000);
        String id = portage.create(plainPool(users));
        portage.start(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("imported").asInt() >= 10);
        return id;
    }

    @Test
    void aPauseTakesEffectWithinASecondAndLosesNothing() {
        String id = underWay(250);
        JsonNode paused = portage.pause(id);
        Instant latest = Instant.now().plus(SECOND);
        assertThat(paused.path("state").asText()).isEqualTo("PAUSED");

        nothingArrivesAfter(latest);
        int created = sandbox.workos().userCount();
        assertThat(created).isLessThan(250);
        JsonNode held = portage.awaitThat(
                id, migration -> migration.path("users").path("imported").asInt() == created);
        assertThat(held.path("users").path("pending").asInt()).isEqualTo(250 - created);

        sandbox.faults("{}");
        portage.budget(100_000, 100_000, 1_000_000);
        assertThat(portage.resume(id).path("state").asText()).isEqualTo("IMPORTING");
        JsonNode end = portage.awaitEnd(id);
        assertThat(end.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(end.path("users").path("imported").asInt()).isEqualTo(250);
        assertThat(control.calls("users.create")).isEqualTo(250);
        assertThat(portage.runs(id)).hasSize(1);
    }

    /** Looks on for a while that is longer than what could be in flight, by the receiver's own stamps. */
    private void nothingArrivesAfter(Instant latest) {
        await().during(Duration.ofMillis(2200))
                .atMost(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(Instant.parse(control.calls()
                                .path("operations")
                                .path("users.create")
                                .path("lastArrival")
                                .asText()))
                        .isBeforeOrEqualTo(latest));
    }

    @Test
    void aCancelTakesEffectWithinASecondToo() {
        String id = underWay(250);
        JsonNode cancelled = portage.cancel(id);
        Instant latest = Instant.now().plus(SECOND);
        assertThat(cancelled.path("state").asText()).isEqualTo("CANCELLED");

        nothingArrivesAfter(latest);
        int created = sandbox.workos().userCount();
        assertThat(created).isBetween(10, 249);
        portage.awaitThat(
                id, migration -> migration.path("users").path("imported").asInt() == created);
        assertThat(portage.runs(id).getFirst().path("state").asText()).isEqualTo("CANCELLED");
        refused(id, "resume", 409);
        refused(id, "imports", 409);
    }

    @Test
    void repeatingIsHarmless() {
        String id = underWay(250);
        portage.resume(id);
        portage.pause(id);
        portage.pause(id);
        assertThat(portage.post("/migrations/" + id + "/imports").statusCode()).isEqualTo(200);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("PAUSED");
        portage.resume(id);
        portage.resume(id);
        sandbox.faults("{}");
        portage.budget(100_000, 100_000, 1_000_000);
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(250);
    }

    @Test
    void cancellingTwiceIsHarmless() {
        String id = portage.create(plainPool(1));
        portage.cancel(id);
        assertThat(portage.cancel(id).path("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheState() {
        String id = portage.create(plainPool(2));
        assertThat(refused(id, "pause", 409)).contains("CREATED").contains("nothing is running");
        assertThat(refused(id, "resume", 409)).contains("CREATED").contains("imports");
        portage.importAll(id);
        assertThat(refused(id, "pause", 409)).contains("COMPLETED");
        assertThat(refused(id, "resume", 409)).contains("COMPLETED");
        assertThat(refused(id, "cancel", 409)).contains("COMPLETED");
        assertThat(refused("0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f", "pause", 404))
                .contains("GET /migrations");
    }

    @Test
    void aRunCanBePausedWhileThePoolIsBeingRead() {
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":200}]}");
        String id = portage.create(plainPool(600));
        portage.start(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("discovered").asInt() > 0);
        portage.pause(id);
        sandbox.faults("{}");
        portage.awaitThat(id, migration -> migration.path("state").asText().equals("PAUSED"));
        assertThat(sandbox.workos().userCount()).isZero();

        assertThat(portage.resume(id).path("state").asText()).isEqualTo("DISCOVERING");
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(600);
    }

    private String refused(String id, String call, int status) {
        var answer = portage.post("/migrations/" + id + "/" + call);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        return Portage.json(answer).path("detail").asText();
    }
}
