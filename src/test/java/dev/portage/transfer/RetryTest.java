package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.ShortPatience;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who has failed says why, and is tried again when an operator asks. */
@QuarkusTest
@TestProfile(ShortPatience.class)
class RetryTest extends MigrationTest {

    /** A migration of which WorkOS has taken nobody. */
    private String failed(String pool) {
        String id = portage.create(pool);
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"operations\":[\"users.create\"]}]}");
        portage.importAll(id);
        sandbox.faults("{}");
        return id;
    }

    @Test
    void whoCouldNotBeSentFailsWithAReasonAndCanBeTriedAgain() {
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"operations\":[\"users.create\"]}]}");
        String pool = plainPool(8);
        String id = portage.create(pool);
        JsonNode migration = portage.importAll(id);
        assertThat(migration.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(migration.path("users").path("failed").asInt()).isEqualTo(8);
        assertThat(portage.users(id, "state=FAILED&reason=workos-unavailable")).hasSize(8);
        assertThat(portage.importAll(id).path("users").path("failed").asInt()).isEqualTo(8);

        sandbox.faults("{}");
        assertThat(portage.retry(id, "{\"reason\":\"rejected\"}")).isZero();
        assertThat(portage.show(id).path("state").asText()).isEqualTo("COMPLETED");
        String one = poolUsers(pool).getFirst().sub();
        assertThat(portage.post("/migrations/" + id + "/users/" + one + "/retry")
                        .statusCode())
                .isEqualTo(202);
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(1);
        assertThat(portage.user(id, one).path("history").findValuesAsText("what"))
                .containsExactly("failed", "retry-requested", "created");
        assertThat(portage.retry(id, "{\"reason\":\"workos-unavailable\"}")).isEqualTo(7);
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(8);
        Set<String> kinds = new HashSet<>();
        portage.runs(id).forEach(run -> kinds.add(run.path("audience").asText()));
        assertThat(kinds).containsExactlyInAnyOrder("ALL", "RETRY");
        assertThat(inWorkOs(one).metadata()).containsKeys("plan", "tenant");
    }

    @Test
    void whoIsDisabledMeanwhileIsNotTriedAgain() {
        String pool = plainPool(3);
        String id = failed(pool);
        String disabled = poolUsers(pool).getFirst().sub();
        control.changeUser(pool, disabled, "{\"enabled\":false}");
        portage.assess(id);
        portage.awaitAssessed(id);

        assertThat(portage.retry(id, "{}")).isEqualTo(2);
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(2);
        assertThat(sandbox.workos().userCount()).isEqualTo(2);

        assertThat(portage.importAll(id).path("users").path("skipped").asInt()).isEqualTo(1);
        assertThat(portage.user(id, disabled).path("reason").asText()).isEqualTo("disabled");
    }

    @Test
    void whoIsTriedAgainWhileThePoolIsReadTakesItsMetadataAlong() {
        String pool = plainPool(3);
        String id = failed(pool);
        String one = poolUsers(pool).getFirst().sub();
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":3000}]}");
        portage.start(id);
        portage.awaitState(id, "DISCOVERING");
        assertThat(portage.post("/migrations/" + id + "/users/" + one + "/retry")
                        .statusCode())
                .isEqualTo(202);
        portage.awaitThat(id, migration -> sandbox.workos().userCount() == 1);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("DISCOVERING");
        sandbox.faults("{}");
        portage.awaitEnd(id);

        assertThat(inWorkOs(one).metadata()).containsKeys("plan", "tenant");
    }

    @Test
    void changesThatCouldNotBeSentAreSentByTheNextRun() {
        String pool = plainPool(2);
        String id = portage.importPool(pool, "{}");
        String one = poolUsers(pool).getFirst().sub();
        String other = poolUsers(pool).getLast().sub();
        control.changeUser(pool, one, "{\"attributes\":{\"given_name\":\"Changed\"}}");
        control.changeUser(pool, other, "{\"attributes\":{\"given_name\":\"Changed\"}}");
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"operations\":[\"users.update\"]}]}");
        portage.importAll(id);
        assertThat(portage.user(id, one).path("state").asText()).isEqualTo("IMPORTED");
        assertThat(portage.user(id, one).path("reason").asText()).isEqualTo("workos-unavailable");

        sandbox.faults("{}");
        assertThat(portage.post("/migrations/" + id + "/users/" + other + "/retry")
                        .statusCode())
                .isEqualTo(202);
        portage.awaitEnd(id);
        assertThat(inWorkOs(other).firstName()).isEqualTo("Changed");
        portage.importAll(id);
        assertThat(inWorkOs(one).firstName()).isEqualTo("Changed");
        assertThat(portage.user(id, one).path("reason").isNull()).isTrue();
    }

    @Test
    void whatCannotBeRetriedIsSaid() {
        String pool = plainPool(1);
        String id = portage.importPool(pool, "{}");
        var refused = portage.post(
                "/migrations/" + id + "/users/" + poolUsers(pool).getFirst().sub() + "/retry");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("nothing-to-retry");
        assertThat(portage.post("/migrations/" + id + "/users/nobody/retry").statusCode())
                .isEqualTo(404);
        assertThat(portage.retry(id, "{}")).isZero();
    }
}
