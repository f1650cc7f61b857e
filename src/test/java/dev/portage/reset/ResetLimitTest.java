package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** WorkOS takes three resets a minute for one address, whoever asks for them. */
@QuarkusTest
class ResetLimitTest extends MigrationTest {

    @Test
    void oneUserGetsOneMoreButNotMoreThanWorkOsTakes() {
        String id = portage.importPool(plainPool(2), "{}");
        String sub = portage.users(id).getFirst().path("sub").asText();
        for (int i = 1; i <= 3; i++) {
            int mails = i;
            assertThat(mailOne(id, sub).statusCode()).isEqualTo(202);
            awaitSent(id, mails);
        }
        assertThat(mailOne(id, sub).statusCode()).isEqualTo(202);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> control.mails().size() == 3);
        assertThat(portage.resets(id).getFirst().path("state").asText()).isEqualTo("QUEUED");
        assertThat(mailOne(id, sub).statusCode()).as("one waits already").isEqualTo(409);
        assertThat(mailOne(id, "nobody").statusCode()).isEqualTo(404);
        assertThat(Portage.json(portage.get("/migrations/" + id + "/campaigns")).path("items"))
                .isEmpty();
    }

    @Test
    void theSignInPageAndCampaignsShareWhatWorkOsTakes() {
        String id = portage.importPool(plainPool(2), "{}");
        JsonNode user = portage.users(id).getFirst();
        String sub = user.path("sub").asText();
        for (int i = 1; i <= 2; i++) {
            int mails = i;
            forgotten(user);
            await().until(() -> control.mails().size() == mails);
        }
        assertThat(mailOne(id, sub).statusCode()).isEqualTo(202);
        awaitSent(id, 3);

        forgotten(user);
        assertThat(mailOne(id, sub).statusCode()).isEqualTo(202);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> control.mails().size() == 3);
        assertThat(portage.resets(id).getFirst().path("state").asText()).isEqualTo("QUEUED");
    }

    /** The service too has to know: until then the mail waits, and another one for the same user is refused. */
    private void awaitSent(String id, int mails) {
        await().until(() -> control.mails().size() == mails
                && portage.resets(id).getFirst().path("state").asText().equals("SENT"));
    }

    private void forgotten(JsonNode user) {
        Response answer = portage.as(token("sign-in"))
                .send(
                        "POST",
                        "/sign-in/password-reset",
                        "{\"email\":\"%s\"}".formatted(user.path("email").asText()));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    private Response mailOne(String id, String sub) {
        return portage.post("/migrations/" + id + "/users/" + sub + "/password-reset");
    }
}
