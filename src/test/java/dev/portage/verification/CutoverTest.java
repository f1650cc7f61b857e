package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whether Cognito can go: no as long as anything stands against it, and yes when nothing does. */
@QuarkusTest
class CutoverTest extends MigrationTest {
    private static final AtomicInteger POOLS = new AtomicInteger();

    private JsonNode cutover(String id) {
        Response response = portage.as(token("viewer")).get("/migrations/" + id + "/cutover");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Portage.json(response);
    }

    @Test
    void saysWhatIsLeftAndWhatTheApplicationNeeds() {
        String pool = "us-east-1c" + POOLS.incrementAndGet() + "_SignIn";
        sandbox.pool(pool, "{\"users\":4,\"oddities\":false,\"seed\":91}");
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

        JsonNode application = after.path("application");
        assertThat(application.path("troubles")).isEmpty();
        assertThat(application.path("clients").findValues("redirectUris").toString())
                .contains("https://app.example.com/callback");
        assertThat(application.path("settings").toString()).contains("WORKOS_API_KEY", pool);
        assertThat(application.path("calls").findValuesAsText("stack")).contains("node", "nextjs", "java", "python");
        assertThat(application.path("identifiers").toString()).contains("external_id");
        assertThat(application.path("rollback")).isNotEmpty();
        assertThat(after.toString()).doesNotContain("client-secret", "sk_");
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
        for (JsonNode item : portage.verify(id, "{}").path("items")) {
            if (item.path("status").asText().equals("unattested")) {
                portage.send(
                        "PUT",
                        "/migrations/" + id + "/verification/"
                                + item.path("item").asText(),
                        "{\"passed\":true,\"evidence\":\"seen\"}");
            }
        }
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
