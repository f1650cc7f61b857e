package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages say and do, without a browser. */
@QuarkusTest
class MigrationPagesTest extends PageTest {

    private String overview(String id) {
        return page("/dashboard/migrations/" + id);
    }

    @Test
    void aMigrationIsCreatedByAForm() {
        String pool = plainPool(3);
        Response answer = admin.send(
                "/dashboard/migrations/new",
                Map.of(
                        "name", "Müller & <Söhne>",
                        "source", "user-pool",
                        "userPoolId", pool,
                        "region", "us-east-1",
                        "existingUsers", "SKIP",
                        "leaveOut", List.of("UNCONFIRMED", "ARCHIVED", "UNKNOWN")));
        String html = followed(answer);

        assertThat(html)
                .contains("Müller &amp; &lt;Söhne&gt;", "Created. Nothing has been moved yet", "User pool " + pool);
        String id = answer.header("Location").replaceAll(".*/", "");
        var options = portage.show(id).path("options");
        assertThat(options.path("existingUsers").asText()).isEqualTo("SKIP");
        assertThat(options.path("excludeStatuses")).hasToString("[\"UNCONFIRMED\"]");
        assertThat(options.path("includeStatuses")).hasToString("[\"COMPROMISED\"]");
        assertThat(overview(id)).doesNotContain("Created. Nothing has been moved yet");
        admin.get("/dashboard/migrations").then().body(containsString("/dashboard/migrations/" + id));
        portage.cancel(id);
    }

    @Test
    void aFormThatIsWrongSaysWhereAndKeepsWhatWasTyped() {
        admin.send(
                        "/dashboard/migrations/new",
                        Map.of("name", "acme", "userPoolId", "nonsense", "region", "us-east-1", "roleSlug", "ä"))
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("value=\"acme\""),
                        containsString("value=\"nonsense\""),
                        containsString("href=\"#userPoolId\""),
                        containsString("href=\"#roleSlug\""),
                        containsString("must be a user pool id")));
        String pool = plainPool(1);
        portage.create(pool);
        admin.send("/dashboard/migrations/new", Map.of("name", "again", "userPoolId", pool, "region", "us-east-1"))
                .then()
                .statusCode(409)
                .body(containsString("Another live migration has this user pool"));
    }

    @Test
    void aCanaryThenEverybody() {
        String id = portage.create(plainPool(10));
        String path = "/dashboard/migrations/" + id;

        assertThat(overview(id)).contains("Nothing has been read yet");
        String html = followed(admin.send(path + "/import", Map.of("audience", "CANARY", "count", "3")));
        assertThat(html).contains("The import has started.");
        portage.awaitEnd(id);
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(3);
        assertThat(overview(id)).contains("7 users known and not moved yet", "canary of 3");

        followed(admin.send(path + "/import", Map.of("audience", "ALL")));
        portage.awaitEnd(id);
        assertThat(overview(id)).contains("100 %", "10 of 10 users decided", "Completed", "7 created");
        admin.get(path + "/throughput").then().body(containsString("10 users finished in the last hour"));
        admin.get(path + "/runs").then().statusCode(200).body(containsString("Import: everybody"));
    }

    @Test
    void aWrongAudienceStartsNothing() {
        String id = portage.create(plainPool(1));
        for (Map<String, String> wrong : List.of(
                Map.of("audience", "CANARY", "count", "0"),
                Map.of("audience", "CANARY", "count", "many"),
                Map.of("audience", "EMAILS", "emails", " ,\n"),
                Map.of("audience", "EVERYBODY"),
                Map.of("other", "field"))) {
            admin.send("/dashboard/migrations/" + id + "/import", wrong)
                    .then()
                    .statusCode(400)
                    .contentType("text/html");
        }
        assertThat(portage.runs(id)).isEmpty();
    }

    @Test
    void chosenAddressesGoOver() {
        String pool = plainPool(4);
        String id = portage.create(pool);
        String email = poolUsers(pool).getFirst().attributes().get("email");
        followed(admin.send(
                "/dashboard/migrations/" + id + "/import",
                Map.of("audience", "EMAILS", "emails", email + "\n" + email)));
        portage.awaitEnd(id);
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(1);
    }

    @Test
    void thePageLearnsThatTheStateIsAnotherOne() {
        String id = portage.importPool(plainPool(1), "{}");
        String live = "/dashboard/migrations/" + id + "/live?state=";

        admin.get(live + "IMPORTING")
                .then()
                .header("HX-Trigger", "{\"migration-changed\":{\"label\":\"The migration is now: Completed\"}}")
                .body(containsString("hx-trigger=\"every 15s\""));
        admin.get(live + "COMPLETED").then().header("HX-Trigger", nullValue());
        admin.get("/dashboard/migrations/" + id + "/actions")
                .then()
                .body(allOf(containsString("act-start"), not(containsString("act-pause"))));
    }

    @Test
    void pausedResumedAndCancelled() {
        portage.budget(20, 1000, 1000);
        String id = portage.create(plainPool(30));
        String path = "/dashboard/migrations/" + id;
        portage.start(id);
        portage.awaitState(id, "IMPORTING");

        assertThat(followed(admin.press(path + "/pause")))
                .contains("Paused. What was in flight is finished.", "act-resume");
        assertThat(followed(admin.press(path + "/resume"))).contains("Resumed.", "act-pause");
        assertThat(followed(admin.press(path + "/cancel"))).contains("What was moved stays moved.");
        assertThat(portage.show(id).path("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void failuresSayWhatToDoAndAreTriedAgain() {
        sandbox.faults(
                "{\"workos\":[{\"errorShare\":1,\"errorStatus\":422,\"operations\":[\"users.create\"],\"count\":2}]}");
        String id = portage.importPool(plainPool(5), "{}");
        sandbox.faults("{}");

        assertThat(overview(id)).contains("Rejected by WorkOS", "state=FAILED&amp;reason=rejected", "Retry 2 failed");
        String users = admin.get("/dashboard/migrations/" + id + "/users?state=FAILED&reason=rejected&email=")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(users.split("<tr>")).hasSize(4);

        assertThat(followed(admin.send("/dashboard/migrations/" + id + "/retry", Map.of("reason", "rejected"))))
                .contains("2 failed before and are tried again.");
        portage.awaitEnd(id);
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(5);
    }

    @Test
    void usersComePageByPageAndByAddress() {
        String pool = plainPool(120);
        String id = portage.importPool(pool, "{}");
        String path = "/dashboard/migrations/" + id + "/users";

        int shown = 0;
        String next = path;
        while (next != null) {
            String html = admin.get(next).then().statusCode(200).extract().asString();
            shown += html.split("<th scope=\"row\">").length - 1;
            var link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(html);
            next = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        assertThat(shown).isEqualTo(120);

        assertThat(admin.request()
                        .accept("*/*")
                        .get("/dashboard/migrations/" + id + "/users.csv?state=IMPORTED")
                        .asString()
                        .lines())
                .hasSize(121)
                .first()
                .isEqualTo("sub,username,email,state,reason,workosUserId,plannedOutcome");

        String email = poolUsers(pool).get(60).attributes().get("email");
        admin.get(path + "?email=" + email.toUpperCase(Locale.ROOT))
                .then()
                .body(containsString(poolUsers(pool).get(60).sub()));
        admin.get(path + "?email=nobody@example.com").then().body(containsString("Nobody is like that"));
    }

    @Test
    void aDumpIsUploadedByThePage() {
        Response created = admin.send("/dashboard/migrations/new", Map.of("name", "dump", "source", "dump"));
        String path = created.header("Location");
        assertThat(followed(created)).contains("Uploaded dump", "act-upload");

        put(path, "{\"Users\":[".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("damaged-dump"));
        put(path, control.dump(plainPool(3), "")).then().statusCode(204).header("HX-Redirect", path);
        assertThat(admin.get(path).asString()).contains("3 users known and not moved yet");
    }

    private Response put(String path, byte[] dump) {
        return admin.request()
                .header("HX-Request", "true")
                .header("Origin", admin.origin())
                .contentType("application/octet-stream")
                .body(dump)
                .put(path + "/dump");
    }

    @Test
    void oneUserWithHistoryDiagnosisAndWhatCanBeDone() {
        String pool = plainPool(1);
        String id = portage.importPool(pool, "{}");
        String sub = poolUsers(pool).getFirst().sub();
        String path = "/dashboard/migrations/" + id + "/users/" + sub;

        admin.get(path)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Imported"),
                        containsString(inWorkOs(sub).id()),
                        containsString("Send again"),
                        containsString("email_verified")));
        admin.get(path + "/diagnosis").then().statusCode(200).body(containsString("address verified"));
        assertThat(followed(admin.press(path + "/password-reset"))).contains("A password-reset mail is on its way.");
        assertThat(followed(admin.press(path + "/retry"))).contains("The user is sent again now.");
        portage.awaitEnd(id);
        admin.get("/dashboard/migrations/" + id + "/users/nobody")
                .then()
                .statusCode(404)
                .body(containsString("User not found"));
    }

    @Test
    void optionsAreChangedWhileNothingRuns() {
        String id = portage.create(plainPool(1), "{\"attributes\":{\"custom:plan\":\"plan\"}}");
        String path = "/dashboard/migrations/" + id + "/options";

        admin.get(path).then().statusCode(200).body(containsString("Save"));
        assertThat(followed(
                        admin.send(path, Map.of("name", "renamed", "disabledUsers", "IMPORT", "leaveOut", "UNKNOWN"))))
                .contains("Saved.", "renamed");
        var shown = portage.show(id);
        assertThat(shown.path("options").path("disabledUsers").asText()).isEqualTo("IMPORT");
        assertThat(shown.path("options").path("attributes").path("custom:plan").asText())
                .isEqualTo("plan");
        admin.send(path, Map.of("name", " ", "organizationId", "nonsense"))
                .then()
                .statusCode(400)
                .body(allOf(containsString("href=\"#name\""), containsString("must be a WorkOS organization id")));
    }

    @Test
    void erasingWantsTheName() {
        String id = portage.importPool(plainPool(1), "{}");
        String path = "/dashboard/migrations/" + id + "/erase";

        admin.send(path, Map.of("confirm", "another")).then().statusCode(400);
        assertThat(portage.show(id).path("erasedAt").isNull()).isTrue();
        String name = portage.show(id).path("name").asText();
        assertThat(followed(admin.send(path, Map.of("confirm", name)))).contains("is erased", "was erased on");
        assertThat(portage.show(id).path("erasedAt").isNull()).isFalse();
    }

    @Test
    void theBudgetIsShownAndChanged() {
        admin.get("/dashboard/budget").then().statusCode(200).body(containsString("Writes in 10 s"));
        admin.get("/dashboard/budget/used")
                .then()
                .statusCode(200)
                .body(not(containsString("<html")), containsString("class=\"bar-line\""));
        followed(admin.send(
                "/dashboard/budget", Map.of("writesPer10s", "300", "readsPer10s", "900", "requestsPer60s", "5000")));
        assertThat(Portage.json(portage.get("/rate-budget"))
                        .path("writesPer10s")
                        .asInt())
                .isEqualTo(300);
        admin.send("/dashboard/budget", Map.of("writesPer10s", "0", "readsPer10s", "1", "requestsPer60s", "1"))
                .then()
                .statusCode(400)
                .body(containsString("href=\"#writesPer10s\""));
    }
}
