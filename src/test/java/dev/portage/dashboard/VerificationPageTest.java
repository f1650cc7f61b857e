package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checklist as a page: started, waited for, read, and attested. */
@QuarkusTest
class VerificationPageTest extends PageTest {

    private static String path(String id) {
        return "/dashboard/migrations/" + id + "/verification";
    }

    @Test
    void isStartedReadAndAttested() {
        String id = portage.importPool(plainPool(5), "{}");
        assertThat(page(path(id))).contains("Nothing has been verified yet", "Verify…");
        assertThat(followed(admin.press(path(id)))).contains("The verification has started.");
        portage.awaitVerified(id);
        admin.get(path(id) + "/sheet").then().statusCode(200).header("HX-Refresh", "true");
        assertThat(page(path(id)))
                .contains(
                        "Incomplete",
                        "items passed",
                        "The id map and WorkOS tell the same, user by user",
                        "In id map",
                        "In WorkOS",
                        "?state=FAILED",
                        "see for yourself, then say so here",
                        "Verify again…")
                .doesNotContain("hx-trigger=\"every 2s\"", "PUT …/verification");

        Response attested = admin.send(
                path(id) + "/session-persists", Map.of("passed", "true", "evidence", "Seen <in> staging", "by", "Ada"));
        assertThat(attested.header("Location")).endsWith("#session-persists");
        assertThat(followed(attested)).contains("Recorded.", "Seen &lt;in&gt; staging", "Said by Ada, as admin");
        assertThat(followed(admin.send(
                        path(id) + "/mails-arrive", Map.of("passed", "false", "evidence", "None in the mailbox"))))
                .contains(">Failed<", "Said by an admin");
        assertThat(portage.verification(id).path("result").asText()).isEqualTo("FAILED");
        assertThat(Portage.json(portage.get("/audit?limit=1"))
                        .at("/items/0/path")
                        .asText())
                .isEqualTo(path(id) + "/mails-arrive");

        admin.send(path(id) + "/mails-arrive", Map.of("passed", "true", "evidence", " "))
                .then()
                .statusCode(400);
        admin.send(path(id) + "/mails-arrive", Map.of("evidence", "seen"))
                .then()
                .statusCode(400);
        admin.send(path(id) + "/reconciliation", Map.of("passed", "true", "evidence", "I say so"))
                .then()
                .statusCode(409);
        admin.get(path(id) + "/report")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("style-src 'unsafe-inline'"))
                .body(containsString("None in the mailbox"));
    }

    @Test
    void aMailAndATestUserAreTriedAsTheFormSays() {
        String pool = plainPool(2);
        String id = portage.importPool(pool, "{}");
        String email = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        followed(admin.send(path(id), Map.of("testEmail", email, "testUserEmail", "", "testUserPassword", "")));
        JsonNode mailed = portage.awaitVerified(id);
        assertThat(mailed.toString()).contains("\"password-reset\"");
        assertThat(control.mails()).hasSize(1);

        control.follow(control.mails().getFirst());
        String html = followed(
                admin.send(path(id), Map.of("testUserEmail", email, "testUserPassword", "Correct-Horse-42-Battery")));
        assertThat(html).doesNotContain("Correct-Horse");
        portage.awaitVerified(id);
        assertThat(page(path(id))).contains("WorkOS signed the test user in.");

        admin.send(path(id), Map.of("testEmail", "no address", "testUserPassword", "Correct-Horse-42-Battery"))
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("href=\"#testEmail\""),
                        containsString("value=\"no address\""),
                        containsString("<dialog id=\"verify-dialog\" aria-labelledby=\"verify-title\" open>"),
                        not(containsString("Correct-Horse"))));
        admin.send(path(id), Map.of("testUserEmail", email))
                .then()
                .statusCode(400)
                .body(containsString("href=\"#password\""));
    }

    @Test
    void differencesLeadToTheUsers() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        String sub = poolUsers(pool).getFirst().sub();
        String account = "/user_management/users/" + inWorkOs(sub).id();
        control.send("PUT", account, "{\"external_id\":\"somebody-elses\"}");
        portage.verify(id, "{}");
        assertThat(page(path(id)))
                .contains(
                        "Changed external id, such as", "href=\"/dashboard/migrations/" + id + "/users/" + sub + "\"");
        control.send("PUT", account, "{\"external_id\":\"" + sub + "\"}");
    }

    @Test
    void isWatchedWhileItIsUnderWayAndAViewerOnlyReads() {
        String id = portage.importPool(plainPool(3), "{}");
        sandbox.faults("{\"workos\":[{\"latencyMillis\":1000}]}");
        assertThat(followed(admin.press(path(id))))
                .contains("Under way", "every 2s")
                .doesNotContain("Say how it");
        admin.get(path(id) + "/sheet").then().statusCode(200).header("HX-Refresh", nullValue());
        sandbox.faults("{}");
        portage.awaitVerified(id);

        Visitor viewer = Visitor.with(service, token("viewer"));
        viewer.get(path(id))
                .then()
                .statusCode(200)
                .body(allOf(not(containsString("Verify again")), not(containsString("Say how it"))));
        viewer.press(path(id)).then().statusCode(403);
        viewer.send(path(id) + "/mails-arrive", Map.of("passed", "true", "evidence", "seen"))
                .then()
                .statusCode(403);
    }
}
