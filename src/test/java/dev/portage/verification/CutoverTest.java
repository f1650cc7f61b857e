package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whether Cognito can go: no as long as anything stands against it, and yes when nothing does. */
@QuarkusTest
class CutoverTest extends MigrationTest {

    private JsonNode cutover(String id) {
        Response response = portage.as(token("viewer")).get("/migrations/" + id + "/cutover");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Portage.json(response);
    }

    @Test
    void saysWhatIsLeftAndWhatTheApplicationNeeds() {
        String pool = signInPoolId();
        sandbox.pool(
                pool,
                "{\"users\":4,\"oddities\":false,\"seed\":91,\"lambdaTriggers\":[\"PreSignUp\",\"PreTokenGenerationConfig\"]}");
        String id = portage.importPool(pool, "{}");
        JsonNode before = cutover(id);
        assertThat(before.path("ready").asBoolean()).isFalse();
        assertThat(before.path("reasons").toString()).contains("Nothing has been verified", "4 users");
        assertThat(before.path("left").path("withoutPassword").asInt()).isEqualTo(4);
        assertThat(before.path("left").path("neverSignedIn").isNull()).isTrue();
        assertThat(before.path("forecast").isNull()).isTrue();

        PoolUser user = poolUsers(pool).getFirst();
        Response signedIn = portage.as(token("sign-in"))
                .send(
                        "POST",
                        "/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"ipAddress\":\"203.0.113.9\",\"userAgent\":\"test\"}"
                                .formatted(user.attribute("email").orElseThrow(), user.password()));
        assertThat(signedIn.statusCode()).as(signedIn.asString()).isEqualTo(200);
        portage.verify(id, "{}");
        Awaitility.await()
                .untilAsserted(() -> assertThat(cutover(id).path("fallbacks")).hasSize(1));
        JsonNode after = cutover(id);
        assertThat(after.path("fallbacks").path(0).path("askedCognito").asInt()).isEqualTo(1);
        assertThat(after.path("fallbacks").path(0).path("carriedOver").asInt()).isEqualTo(1);
        assertThat(after.path("left").path("withoutPassword").asInt()).isEqualTo(3);
        assertThat(after.path("left").path("neverSignedIn").asInt()).isEqualTo(3);
        assertThat(after.path("forecast").path("daysLeft").asInt()).isEqualTo(21);

        application(pool, after.path("application"));
        assertThat(after.toString()).doesNotContain("client-secret", "sk_");
    }

    private static void application(String pool, JsonNode plan) {
        assertThat(plan.path("troubles")).isEmpty();
        assertThat(plan.path("settings").toString()).contains("WORKOS_API_KEY", "WORKOS_CLIENT_ID", pool);
        assertThat(plan.path("clients").findValues("redirectUris").toString())
                .contains("https://app.example.com/callback");
        assertThat(plan.path("clients").findValues("logoutUris")).isNotEmpty();
        assertThat(plan.path("identifiers").toString()).contains("external_id");
        for (JsonNode call : plan.path("calls")) {
            assertThat(call.path("before").asText()).isNotBlank();
            assertThat(call.path("after").asText()).isNotBlank();
        }
        assertThat(plan.path("calls").findValuesAsText("stack")).contains("node", "nextjs", "java", "python");
        assertThat(plan.path("sessions").findValuesAsText("what"))
                .contains("access token", "refresh token", "groups", "custom attributes");
        assertThat(plan.path("triggers").findValuesAsText("what"))
                .containsExactlyInAnyOrder("PreSignUp", "PreTokenGenerationConfig");
        assertThat(plan.path("triggers").toString()).contains("Actions", "JWT template");
        assertThat(plan.path("rollback")).isNotEmpty();
    }

    @Test
    void whoSignsInByAProviderIsLeftUntilWorkOsHasLinkedIt() {
        String pool = pool("{\"users\":1000}");
        String id = portage.importPool(pool, "{}");
        portage.verify(id, "{}");
        int unlinked = cutover(id).path("left").path("unlinked").asInt();
        assertThat(unlinked).isPositive();
        String account = poolUsers(pool).stream()
                .filter(user -> user.status().equals("EXTERNAL_PROVIDER"))
                .flatMap(user -> sandbox.workos().userByExternalId(user.sub()).stream())
                .findFirst()
                .orElseThrow()
                .id();

        control.send("POST", "/sandbox/workos/users/" + account + "/social-sign-in", "");
        portage.verify(id, "{}");
        assertThat(cutover(id).path("left").path("unlinked").asInt()).isEqualTo(unlinked - 1);
    }

    @Test
    void saysYesWhenNothingStandsAgainstIt() {
        String pool = plainPool(2);
        String id = portage.importPool(pool, "{}");
        portage.awaitMailed(id, portage.mail(id, "{\"withoutCanary\":true,\"perHour\":1000000}"));
        control.mails().forEach(control::follow);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                cutover(id).path("left").path("withoutPassword").asInt())
                        .isZero());
        portage.verifyAndAttest(id);
        JsonNode cutover = cutover(id);
        assertThat(cutover.path("ready").asBoolean()).as(cutover.toString()).isTrue();
        assertThat(cutover.path("forecast").path("perDay").asDouble())
                .as("a password that was set counts as one that was carried over")
                .isEqualTo(0.3);
        assertThat(cutover.path("forecast").path("daysLeft").asInt()).isZero();

        control.addUser(pool, "{\"attributes\":{\"email\":\"late@example.com\"}}");
        portage.verify(id, "{}");
        assertThat(cutover(id).path("ready").asBoolean()).isFalse();
        assertThat(cutover(id).path("left").path("signUps").asInt()).isEqualTo(1);
        portage.importAll(id);
    }
}
