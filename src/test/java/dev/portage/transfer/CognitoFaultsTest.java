package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.FastRetries;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** However Cognito lists a pool, its users are read, every one; or the migration says why it can't. */
@QuarkusTest
@TestProfile(FastRetries.class)
class CognitoFaultsTest extends MigrationTest {

    private static String cognito(String rule) {
        return "{\"cognito\":[%s]}".formatted(rule);
    }

    private JsonNode imported(String id, int users) {
        JsonNode migration = portage.awaitEnd(id);
        assertThat(migration.path("state").asText()).as(migration.toString()).isEqualTo("COMPLETED");
        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(users);
        assertThat(migration.path("lastError").isNull()).isTrue();
        return migration;
    }

    @Test
    void shortAndEmptyPagesEndNothing() {
        sandbox.faults(cognito("{\"shortPages\":1}"));
        String id = portage.create(plainPool(300));
        portage.start(id);
        imported(id, 300);
        assertThat(portage.runs(id).getFirst().path("pages").asInt()).isGreaterThan(6);
    }

    @Test
    void anExpiredTokenBeginsTheListingAnew() {
        sandbox.faults(cognito("{\"tokenLifetimeSeconds\":0,\"operations\":[\"ListUsers\"],\"count\":4}"));
        String id = portage.create(plainPool(300));
        portage.start(id);
        imported(id, 300);
        assertThat(control.calls("ListUsers")).isGreaterThan(6);
        assertThat(control.calls("users.create")).isEqualTo(300);
    }

    @Test
    void tokensThatDieOverAndOverEndTheRun() {
        sandbox.faults(cognito("{\"tokenLifetimeSeconds\":0}"));
        String id = portage.create(plainPool(100));
        portage.start(id);
        JsonNode failed = portage.awaitState(id, "FAILED");
        assertThat(failed.path("lastError").asText()).contains("page tokens");
        assertThat(portage.runs(id).getFirst().path("state").asText()).isEqualTo("FAILED");
    }

    @Test
    void throttlingAndFaultsAreSatOut() {
        sandbox.faults("{\"cognito\":[{\"throttle\":1,\"count\":2},{\"errorShare\":0.3},{\"truncated\":0.2}]}");
        String id = portage.create(plainPool(240));
        portage.start(id);
        imported(id, 240);
    }

    @Test
    void credentialsThatExpireMidwayAreWaitedFor() {
        String id = portage.create(plainPool(600));
        sandbox.faults(cognito("{\"latencyMillis\":100}"));
        portage.start(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("discovered").asInt() >= 120);
        sandbox.faults(cognito("{\"expiredCredentials\":true}"));
        JsonNode waiting =
                portage.awaitThat(id, migration -> !migration.path("lastError").isNull());
        assertThat(waiting.path("state").asText()).isEqualTo("DISCOVERING");
        assertThat(waiting.path("lastError").asText()).contains("expired").contains("new credentials");

        sandbox.faults("{}");
        imported(id, 600);
        // From where it stood, not from the start.
        assertThat(portage.runs(id).getFirst().path("pages").asInt()).isLessThanOrEqualTo(14);
    }

    @Test
    void anOutageOfCognitoEndsTheRunWithAWordAndANewRunGoesOn() {
        sandbox.faults(cognito("{\"outage\":true}"));
        String id = portage.create(plainPool(100));
        portage.start(id);
        JsonNode failed = portage.awaitState(id, "FAILED");
        assertThat(failed.path("lastError").asText()).contains("start again when Cognito answers");
        assertThat(failed.path("finishedAt").isNull()).isFalse();

        sandbox.faults("{}");
        portage.start(id);
        imported(id, 100);
    }

    @Test
    void aPoolThatIsDeletedMidwayEndsTheRunWithItsName() {
        String pool = plainPool(600);
        String id = portage.create(pool);
        sandbox.faults(cognito("{\"latencyMillis\":100}"));
        portage.start(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("discovered").asInt() >= 120);
        control.send("DELETE", "/sandbox/pools/" + pool, "");
        JsonNode failed = portage.awaitState(id, "FAILED");
        assertThat(failed.path("lastError").asText()).contains(pool).contains("us-east-1");
        assertThat(portage.runs(id).getFirst().path("lastError").asText()).contains(pool);
    }
}
