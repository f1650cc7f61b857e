package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.FastRetries;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever WorkOS does, every user ends there once, or in a row that says why not. */
@QuarkusTest
@TestProfile(FastRetries.class)
class WorkOsFaultsTest extends MigrationTest {
    private static final int USERS = 120;
    private static final int IN_FLIGHT = 32;

    private String workos(String rule) {
        return "{\"workos\":[%s]}".formatted(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errorShare\":0.3}",
                "{\"errorShare\":0.3,\"errorStatus\":503}",
                "{\"lostBeforeWrite\":0.3}",
                "{\"lostAfterWrite\":0.3}",
                "{\"truncated\":0.3}",
                "{\"malformed\":0.3}",
                "{\"errorShare\":0.1,\"lostBeforeWrite\":0.1,\"lostAfterWrite\":0.1,\"truncated\":0.1,\"malformed\":0.1}"
            })
    void nobodyIsLostOrDoubled(String rule) {
        String organization = control.createOrganization("Acme");
        sandbox.faults(workos(rule));
        String id = portage.create(
                plainPool(USERS), "{\"organizationId\":\"%s\",\"roleSlug\":\"editor\"}".formatted(organization));
        JsonNode migration = portage.importAll(id);
        sandbox.faults("{}");

        assertThat(migration.path("users").path("imported").asInt())
                .as(migration.toString())
                .isEqualTo(USERS);
        assertThat(sandbox.workos().userCount()).isEqualTo(USERS);
        assertThat(migration.path("memberships").path("assigned").asInt()).isEqualTo(USERS);
        assertThat(control.members(organization).values()).hasSize(USERS).containsOnly("editor");
        // They were ours all along, though the answer never came.
        assertThat(portage.runs(id).getFirst().path("counts").path("created").asInt())
                .isEqualTo(USERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "date:3"})
    void aStormOf429IsSatOutAsLongAsItSays(String retryAfter) {
        String id = storm("{\"throttle\":1,\"retryAfter\":\"%s\",\"count\":10,\"operations\":[\"users.create\"]}"
                .formatted(retryAfter));

        JsonNode creates = control.calls().path("operations").path("users.create");
        Duration lasted = Duration.between(
                Instant.parse(creates.path("firstArrival").asText()),
                Instant.parse(creates.path("lastArrival").asText()));
        assertThat(lasted).isGreaterThanOrEqualTo(Duration.ofMillis(1900));
        assertThat(creates.path("count").asInt()).isEqualTo(USERS + 10);
        assertThat(portage.budget().path("pace").asDouble()).isLessThan(1);
        nobodyHasFailed(id);
    }

    @Test
    void aStormOf429WithoutRetryAfterIsSatOutToo() {
        String id = storm("{\"throttle\":1,\"retryAfter\":\"none\",\"count\":40,\"operations\":[\"users.create\"]}");
        assertThat(control.calls("users.create")).isEqualTo(USERS + 40);
        nobodyHasFailed(id);
    }

    private String storm(String rule) {
        assertThat(portage.budget().path("lastThrottledAt").isNull()).isTrue();
        sandbox.faults(workos(rule));
        Instant before = Instant.now();
        String id = portage.importPool(plainPool(USERS), "{}");
        assertThat(Instant.parse(portage.budget().path("lastThrottledAt").asText()))
                .isAfter(before.minusSeconds(1));
        return id;
    }

    private void nobodyHasFailed(String id) {
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(USERS);
        portage.users(id)
                .forEach(user -> assertThat(user.path("reason").isNull()).isTrue());
    }

    /** No 429 is a failed attempt: more of them than there are attempts. */
    @Test
    void a429CountsAsNoAttempt() {
        sandbox.faults(workos("{\"throttle\":1,\"retryAfter\":\"0\",\"count\":30,\"operations\":[\"users.create\"]}"));
        String id = portage.importPool(plainPool(1), "{}");
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(1);
        assertThat(control.calls("users.create")).isEqualTo(31);
    }

    @Test
    void aRevokedKeyPausesTheMigrationUntilItIsResumed() {
        sandbox.faults(workos("{\"unauthorized\":true}"));
        String id = portage.create(plainPool(USERS));
        portage.start(id);
        JsonNode paused = portage.awaitState(id, "PAUSED");
        assertThat(paused.path("lastError").asText()).contains("WORKOS_API_KEY");
        assertThat(paused.path("users").path("failed").asInt()).isZero();
        assertThat(sandbox.workos().userCount()).isZero();

        sandbox.faults("{}");
        portage.resume(id);
        JsonNode end = portage.awaitEnd(id);
        assertThat(end.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(end.path("users").path("imported").asInt()).isEqualTo(USERS);
        assertThat(end.path("lastError").isNull()).isTrue();
    }

    /** Only what was on its way meets the refusal: the users are not burnt through. */
    @Test
    void aKeyThatIsRevokedInMidRunFailsNobody() {
        String organization = control.createOrganization("Acme");
        String id = portage.create(plainPool(USERS), "{\"organizationId\":\"%s\"}".formatted(organization));
        portage.budget(300, 1_000_000, 1_000_000);
        portage.start(id);
        portage.awaitThat(id, migration -> migration.at("/users/imported").asInt() >= 20);
        sandbox.faults(workos("{\"unauthorized\":true}"));

        JsonNode paused = portage.awaitState(id, "PAUSED");
        assertThat(paused.path("lastError").asText()).contains("WORKOS_API_KEY");
        await().during(Duration.ofSeconds(1)).until(() -> refusedCreates() <= IN_FLIGHT);
        assertThat(refusedCreates()).isPositive();

        sandbox.faults("{}");
        portage.budget(1_000_000, 1_000_000, 1_000_000);
        portage.resume(id);
        JsonNode end = portage.awaitEnd(id);
        assertThat(end.at("/users/imported").asInt()).as(end.toString()).isEqualTo(USERS);
        assertThat(end.at("/memberships/assigned").asInt()).as(end.toString()).isEqualTo(USERS);
    }

    private int refusedCreates() {
        return control.calls().at("/operations/users.create/byStatus/401").asInt();
    }

    /** The create was answered with a success that can't be read, and looking it up was refused: still it is not sent again. */
    @Test
    void aCreateThatMayHaveGotThroughIsNotForgottenOverA429() {
        sandbox.faults("""
                {"workos":[{"malformed":1,"count":5,"operations":["users.create"]},
                           {"throttle":1,"retryAfter":"0","count":9,"operations":["users.getByExternalId"]}]}""");
        String id = portage.importPool(plainPool(5), "{}");
        assertThat(control.calls("users.create")).isEqualTo(5);
        assertThat(portage.runs(id).getFirst().path("counts").path("created").asInt())
                .isEqualTo(5);
    }
}
