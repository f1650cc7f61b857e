package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an assessment makes of how a user pool is set up. */
@QuarkusTest
class AssessedPoolTest extends MigrationTest {

    private JsonNode assessed(String id) {
        portage.assess(id);
        return portage.awaitAssessed(id);
    }

    @Test
    void aPoolWithoutPasswordsNeedsNoResets() {
        String id = portage.create(
                pool("{\"users\":1100,\"oddities\":false,\"firstFactors\":[\"EMAIL_OTP\",\"WEB_AUTHN\"]}"));
        JsonNode found = assessed(id);

        assertThat(found.path("pool").path("passwordless").asBoolean()).isTrue();
        assertThat(found.path("pool").path("passkeys").asBoolean()).isTrue();
        assertThat(found.path("recommendation").path("strategy").asText()).isEqualTo("BULK");
        assertThat(found.path("recommendation").path("resets").path("users").asInt())
                .isZero();
    }

    @Test
    void namesTheLambdaTriggersThatTheApplicationMayDependOn() {
        String id = portage.create(pool("""
                {"users":20,"lambdaTriggers":["PreSignUp","PostConfirmation","PreTokenGenerationConfig","CustomEmailSender"]}"""));
        JsonNode found = assessed(id);

        List<String> triggers = new ArrayList<>();
        found.path("pool").path("lambdaTriggers").forEach(trigger -> triggers.add(trigger.asText()));
        assertThat(triggers)
                .containsExactlyInAnyOrder(
                        "PreSignUp", "PostConfirmation", "PreTokenGenerationConfig", "CustomEmailSender");
        assertThat(found.path("recommendation").path("setUpFirst").toString())
                .contains("Lambda triggers", "PostConfirmation");
        String page = portage.request()
                .accept("text/html")
                .get("/migrations/" + id + "/assessment")
                .asString();
        assertThat(page).contains("PreTokenGenerationConfig").doesNotContain("arn:aws:lambda");
    }

    @Test
    void aPoolWithoutTriggersHasNone() {
        String id = portage.create(plainPool(20));
        JsonNode found = assessed(id);

        assertThat(found.path("pool").path("lambdaTriggers")).isEmpty();
        assertThat(found.path("recommendation").path("setUpFirst").toString()).doesNotContain("Lambda");
    }
}
