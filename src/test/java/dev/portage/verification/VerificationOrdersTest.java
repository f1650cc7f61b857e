package dev.portage.verification;

import static dev.portage.verification.VerificationTest.item;
import static dev.portage.verification.VerificationTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** What a verification does only when it is asked to, and what it does not do at all. */
@QuarkusTest
class VerificationOrdersTest extends MigrationTest {

    private Response attest(String id, String item, String body) {
        return portage.send("PUT", "/migrations/" + id + "/verification/" + item, body);
    }

    @Test
    void oneMailGoesToTheAddressThatIsNamedAndOneUserSignsIn() {
        String pool = plainPool(5);
        String id = portage.importPool(pool, "{}");
        String email = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        JsonNode nobody = portage.verify(id, "{\"testEmail\":\"nobody@example.org\"}");
        assertThat(status(nobody, "password-reset")).isEqualTo("failed");
        JsonNode mailed = portage.verify(id, "{\"testEmail\":\"" + email + "\"}");

        assertThat(status(mailed, "password-reset")).isEqualTo("passed");
        assertThat(status(mailed, "mails-arrive")).isEqualTo("unattested");
        assertThat(control.mails()).hasSize(1);
        assertThat(control.mailsByAddress()).containsKey(email);
        assertThat(mailed.toString()).as("no address in the report").doesNotContain(email);
        assertThat(status(portage.verify(id, "{}"), "password-reset"))
                .as("stays")
                .isEqualTo("passed");
        assertThat(control.mails()).hasSize(1);

        control.follow(control.mails().getFirst());
        String user = "{\"testUser\":{\"email\":\"%s\",\"password\":\"%s\"}}";
        JsonNode wrong = portage.verify(id, user.formatted(email, "Wrong-Password-1234"));
        assertThat(status(wrong, "sign-in")).isEqualTo("failed");
        JsonNode right = portage.verify(id, user.formatted(email, "Correct-Horse-42-Battery"));
        assertThat(status(right, "sign-in")).isEqualTo("passed");
        assertThat(right.toString()).doesNotContain("Correct-Horse");
    }

    @Test
    void whereWorkOsRefusesThatIsWhatItFinds() {
        String id = portage.importPool(plainPool(20), "{}");
        sandbox.faults("{\"workos\":[{\"unauthorized\":true}]}");
        JsonNode refused = portage.verify(id, "{}");
        sandbox.faults("{}");

        assertThat(refused.path("result").asText()).isEqualTo("FAILED");
        assertThat(item(refused, "workos").path("evidence").path("detail").asText())
                .contains("WORKOS_API_KEY");
        assertThat(status(refused, "reconciliation")).isEqualTo("unattested");
        assertThat(portage.verify(id, "{}").path("result").asText()).isEqualTo("INCOMPLETE");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        String pool = plainPool(300);
        String id = portage.create(pool);
        String path = "/migrations/" + id + "/verification";
        assertThat(portage.get(path).statusCode()).isEqualTo(404);
        assertThat(portage.as(token("viewer")).post(path).statusCode()).isEqualTo(403);
        assertThat(portage.send("POST", path, "{\"testEmail\":\"no address\"}").statusCode())
                .isEqualTo(400);
        assertThat(attest(id, "reconciliation", "{\"passed\":true,\"evidence\":\"I say so\"}")
                        .statusCode())
                .isEqualTo(409);
        Response unknown = attest(id, "weather", "{\"passed\":true,\"evidence\":\"sunny\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Portage.json(unknown).path("detail").asText()).contains("session-persists");
        assertThat(attest(id, "mails-arrive", "{\"passed\":true}").statusCode()).isEqualTo(400);

        sandbox.faults("{\"workos\":[{\"latencyMillis\":300}]}");
        portage.start(id);
        Response importing = portage.post(path);
        assertThat(importing.statusCode()).isEqualTo(409);
        assertThat(Portage.json(importing).path("type").asText()).isEqualTo("migration-running");
        sandbox.faults("{}");
        portage.awaitEnd(id);
        sandbox.faults("{\"workos\":[{\"latencyMillis\":1000}]}");
        assertThat(portage.post(path).statusCode()).isEqualTo(202);
        assertThat(portage.post(path).statusCode()).as("the one under way").isEqualTo(200);
        Response late = portage.send("POST", path, "{\"testEmail\":\"a@example.com\"}");
        assertThat(Portage.json(late).path("type").asText()).isEqualTo("verification-running");
        portage.awaitVerified(id);
    }
}
