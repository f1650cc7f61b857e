package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Campaigns as an operator sees them: whom they mail, when, and who has followed. */
@QuarkusTest
class CampaignTest extends MigrationTest {
    private static final String FAST = "\"perHour\":1000000";

    @Test
    void everybodyAfterACanaryEachOnceAndRemindersForTheRest() {
        String id = portage.importPool(plainPool(30), "{}");
        refused(id, "{}", "canary-first", "CANARY");
        JsonNode look = portage.wouldMail(id, "{\"dryRun\":true}");
        assertThat(look.path("wouldMail").asInt()).isEqualTo(30);
        assertThat(look.path("items")).hasSize(30);
        assertThat(control.mails()).isEmpty();

        String canary = portage.mail(id, "{\"audience\":\"CANARY\",\"count\":3," + FAST + "}");
        portage.awaitMailed(id, canary);
        assertThat(control.mails()).hasSize(3);

        String all = portage.mail(id, "{" + FAST + "}");
        JsonNode mailed = portage.awaitMailed(id, all);
        assertThat(mailed.path("leftOut").path("mailed-already").asInt()).isEqualTo(3);
        assertThat(mailed.path("counts").path("sent").asInt()).isEqualTo(27);
        assertThat(control.mailsByAddress())
                .hasSize(30)
                .allSatisfy((email, n) -> assertThat(n).isEqualTo(1));
        assertThat(portage.show(id).path("passwordResets").path("sent").asInt()).isEqualTo(30);

        control.mails().subList(0, 2).forEach(control::follow);
        portage.awaitThat(
                id, shown -> shown.path("passwordResets").path("completed").asInt() == 2);

        String reminders = portage.mail(
                id,
                "{\"audience\":\"NOT_COMPLETED\",\"sentBefore\":\"%s\",%s}"
                        .formatted(Instant.now().plusSeconds(60), FAST));
        assertThat(portage.awaitMailed(id, reminders)
                        .path("counts")
                        .path("sent")
                        .asInt())
                .isEqualTo(28);
        assertThat(control.mails()).hasSize(58);
        JsonNode later = portage.wouldMail(id, "{\"audience\":\"NOT_COMPLETED\",\"dryRun\":true}");
        assertThat(later.path("wouldMail").asInt())
                .as("all were mailed within the hour")
                .isZero();
        assertThat(later.path("leftOut").path("mailed-since").asInt()).isEqualTo(28);
        assertThat(portage.user(id, portage.resets(id).getFirst().path("sub").asText())
                        .path("history")
                        .findValuesAsText("what"))
                .contains("password-reset-sent");
    }

    @Test
    void nobodyWhoNeedsNone() throws SQLException {
        String pool = plainPool(8);
        List<PoolUser> users = poolUsers(pool);
        control.changeUser(pool, users.get(0).sub(), """
                {"status":"EXTERNAL_PROVIDER","attributes":{"identities":
                 "[{\\"userId\\":\\"1\\",\\"providerName\\":\\"Google\\",\\"providerType\\":\\"Google\\",\\"primary\\":true}]"}}""");
        String id = portage.importPool(pool, "{}");
        carriedOver(inWorkOs(users.get(1).sub()).id());
        signInWithPassword(users.get(2).sub());
        String federated = inWorkOs(users.get(0).sub()).email();
        String carriedOver = inWorkOs(users.get(1).sub()).email();

        JsonNode needy = portage.wouldMail(id, "{\"dryRun\":true}");
        assertThat(needy.path("wouldMail").asInt()).as(needy.toString()).isEqualTo(5);
        assertThat(needy.path("leftOut").path("federated-only").asInt()).isEqualTo(1);
        assertThat(needy.path("leftOut").path("has-password").asInt()).isEqualTo(2);
        assertThat(portage.wouldMail(id, "{\"audience\":\"ALL\",\"dryRun\":true}")
                        .path("wouldMail")
                        .asInt())
                .isEqualTo(6);

        String named = "{\"audience\":\"EMAILS\",\"emails\":[\"%s\",\"%s\"]".formatted(federated, carriedOver);
        String detail = refused(id, named + "}", "mail-not-needed", "\"force\":true");
        assertThat(detail).contains("emails[0]", "emails[1]").doesNotContain(federated);
        portage.awaitMailed(id, portage.mail(id, named + ",\"force\":true}"));
        assertThat(control.mailsByAddress()).containsOnlyKeys(federated, carriedOver);
    }

    /** As a sign-in through Portage writes it down. */
    private void carriedOver(String workosUserId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into workos_password (workos_user_id, since, how) values (?, now(), 'CARRIED_OVER')")) {
            statement.setString(1, workosUserId);
            statement.executeUpdate();
        }
    }

    @Test
    void nobodyOfAPoolWithoutPasswords() {
        String id = portage.importPool(
                pool("{\"users\":4,\"oddities\":false,\"firstFactors\":[\"EMAIL_OTP\",\"WEB_AUTHN\"]}"), "{}");
        JsonNode user = portage.users(id).getFirst();
        String email = user.path("email").asText();

        nobodyNeedsOne(id);
        String named = "{\"audience\":\"EMAILS\",\"emails\":[\"%s\"]".formatted(email);
        assertThat(refused(id, named + "}", "mail-not-needed", "\"force\":true"))
                .contains("without passwords");
        assertThat(portage.post("/migrations/%s/users/%s/password-reset"
                                .formatted(id, user.path("sub").asText()))
                        .statusCode())
                .isEqualTo(409);
        portage.awaitMailed(id, portage.mail(id, "{\"withoutCanary\":true," + FAST + "}"));
        assertThat(control.mails()).isEmpty();
        portage.awaitMailed(id, portage.mail(id, named + ",\"force\":true}"));
        assertThat(control.mailsByAddress()).containsOnlyKeys(email);

        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:DescribeUserPool\"]}]}");
        nobodyNeedsOne(id);
    }

    private void nobodyNeedsOne(String id) {
        for (String audience : List.of("WITHOUT_PASSWORD", "ALL")) {
            JsonNode look = portage.wouldMail(id, "{\"dryRun\":true,\"again\":true,\"audience\":\"" + audience + "\"}");
            assertThat(look.path("wouldMail").asInt()).as(look.toString()).isZero();
            assertThat(look.path("leftOut").path("passwordless").asInt()).isEqualTo(4);
        }
    }

    /** What WorkOS tells of nobody: it shows only in its events. */
    private void signInWithPassword(String sub) {
        String workosId = inWorkOs(sub).id();
        control.send("PUT", "/user_management/users/" + workosId, "{\"password\":\"Correct-Horse-42-Battery\"}");
        control.send("POST", "/user_management/authenticate", """
                {"client_id":"%s","client_secret":"%s","grant_type":"password","email":"%s",
                 "password":"Correct-Horse-42-Battery"}""".formatted(
                        Sandbox.CLIENT_ID, Sandbox.API_KEY, inWorkOs(sub).email()));
    }

    @Test
    void isPausedResumedAndCancelled() {
        String id = portage.importPool(plainPool(20), "{}");
        String campaign = portage.mail(id, "{\"withoutCanary\":true}");
        portage.awaitCampaign(
                id, campaign, shown -> shown.path("counts").path("sent").asInt() > 0);
        portage.campaign(id, campaign, "pause");
        portage.campaign(id, campaign, "pause");
        int sent = settled();
        await().during(Duration.ofMillis(2500))
                .atMost(Duration.ofSeconds(4))
                .until(() -> control.mails().size() == sent);

        assertThat(portage.campaign(id, campaign, "resume").path("state").asText())
                .isEqualTo("RUNNING");
        await().until(() -> control.mails().size() > sent);
        portage.campaign(id, campaign, "cancel");
        JsonNode cancelled = portage.awaitCampaign(
                id, campaign, shown -> shown.path("counts").path("queued").asInt() == 0);
        assertThat(cancelled.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("counts").path("sent").asInt()
                        + cancelled.path("counts").path("failed").asInt())
                .isEqualTo(20);
        assertThat(control.mails())
                .hasSize(cancelled.path("counts").path("sent").asInt());
        assertThat(portage.resets(id).getFirst().path("reason").asText()).isEqualTo("cancelled");
        Response resumed = portage.post("/migrations/" + id + "/campaigns/" + campaign + "/resume");
        assertThat(resumed.statusCode()).isEqualTo(409);
    }

    /** What was in flight at the pause is finished. */
    private int settled() {
        await().until(() -> control.mails().size()
                == portage.resets(portage.created().getFirst()).stream()
                        .filter(reset -> reset.path("state").asText().equals("SENT"))
                        .count());
        return control.mails().size();
    }

    @Test
    void keepsToItsHours() {
        String id = portage.importPool(plainPool(3), "{}");
        LocalTime from = LocalTime.now(ZoneOffset.UTC).plusHours(6).truncatedTo(ChronoUnit.MINUTES);
        String campaign = portage.mail(id, """
                {"withoutCanary":true,"window":{"from":"%s","until":"%s","timeZone":"UTC"}}""".formatted(from, from.plusHours(1)));

        JsonNode shown = portage.campaign(id, campaign);
        Instant next = Instant.parse(shown.path("nextMailAt").asText());
        assertThat(next)
                .isBetween(
                        Instant.now().plus(Duration.ofHours(5)), Instant.now().plus(Duration.ofHours(6)));
        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(3))
                .until(() -> control.mails().isEmpty());
        assertThat(portage.campaign(id, campaign).path("counts").path("queued").asInt())
                .isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithAnOrder() {
        String id = portage.create(plainPool(1));
        for (String order : List.of(
                "{\"audience\":\"SOME\"}",
                "{\"count\":3}",
                "{\"audience\":\"CANARY\"}",
                "{\"audience\":\"EMAILS\"}",
                "{\"perHour\":0}",
                "{\"force\":true}",
                "{\"sentBefore\":\"2026-01-01T00:00:00Z\"}",
                "{\"colour\":\"red\"}",
                "{\"window\":{\"from\":\"8 o'clock\",\"until\":\"20:00\"}}",
                "{\"window\":{\"from\":\"08:00\",\"until\":\"08:00\"}}",
                "{\"window\":{\"from\":\"08:00\",\"until\":\"20:00\",\"timeZone\":\"Berlin\"}}")) {
            Response response = portage.send("POST", "/migrations/" + id + "/password-resets", order);
            assertThat(response.statusCode()).as(order).isEqualTo(400);
            assertThat(response.contentType()).contains("application/problem+json");
        }
        refused(id, "{\"delivery\":\"CALLBACK\",\"withoutCanary\":true}", "callback-not-configured", "CALLBACK_URL");
        assertThat(portage.wouldMail(id, "{\"dryRun\":true}").path("wouldMail").asInt())
                .isZero();
    }

    private String refused(String id, String order, String type, String saying) {
        Response response = portage.send("POST", "/migrations/" + id + "/password-resets", order);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(409);
        JsonNode problem = Portage.json(response);
        assertThat(problem.path("type").asText()).endsWith(type);
        assertThat(problem.path("detail").asText()).contains(saying);
        return problem.path("detail").asText();
    }

    /** Cognito has not verified the new one, so the account keeps the old one: WorkOS is asked for that. */
    @Test
    void mailsGoToTheAddressThatTheAccountHas() {
        String pool = plainPool(2);
        String id = portage.importPool(pool, "{}");
        PoolUser one = poolUsers(pool).getFirst();
        control.changeUser(pool, one.sub(), """
                {"attributes":{"email":"somebody-elses@example.com","email_verified":"false"}}""");
        control.createInWorkOs("{\"email\":\"somebody-elses@example.com\"}");
        portage.importAll(id);

        portage.awaitMailed(id, portage.mail(id, "{\"withoutCanary\":true,\"perHour\":1000000}"));

        assertThat(control.mailsByAddress())
                .hasSize(2)
                .containsKey(one.attribute("email").orElseThrow())
                .doesNotContainKey("somebody-elses@example.com");
        assertThat(reconciled(id))
                .as("no difference that a next run would mend")
                .isEqualTo("passed");
        portage.delete("/migrations/" + id);
    }

    private String reconciled(String id) {
        for (JsonNode item : portage.verify(id, "{}").path("items")) {
            if (item.path("item").asText().equals("reconciliation")) {
                return item.path("status").asText();
            }
        }
        throw new AssertionError("no reconciliation");
    }

    @Test
    void aCampaignStopsWhenItsMigrationIsUndone() {
        String id = portage.importPool(plainPool(5), "{}");
        String campaign = portage.mail(id, "{\"withoutCanary\":true,\"perHour\":1}");
        portage.awaitCampaign(
                id, campaign, shown -> shown.path("counts").path("sent").asInt() == 1);
        sandbox.faults("{\"workos\":{\"outage\":true}}");
        String name = portage.show(id).path("name").asText();
        assertThat(portage.send("POST", "/migrations/" + id + "/undo", "{\"confirm\":\"" + name + "\"}")
                        .statusCode())
                .isEqualTo(202);

        JsonNode paused = portage.awaitCampaign(
                id, campaign, shown -> shown.path("state").asText().equals("PAUSED"));
        assertThat(paused.path("lastError").asText()).contains("being undone");
        portage.pause(id);
        refused(id, "{\"withoutCanary\":true}", "migration-undone", "taken out of WorkOS");

        sandbox.faults("{}");
        portage.resume(id);
        portage.awaitState(id, "UNDONE");
        assertThat(control.mails()).hasSize(1);
    }
}
