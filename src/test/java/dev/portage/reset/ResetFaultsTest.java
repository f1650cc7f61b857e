package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.portage.calls.SignedPosts;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.FastRetries;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong: nobody gets a mail twice by mistake, and every row says what an operator can do. */
@QuarkusTest
@TestProfile(FastRetries.class)
class ResetFaultsTest extends MigrationTest {
    private static final String ALL = "{\"withoutCanary\":true,\"perHour\":1000000}";

    private void fault(String rule) {
        sandbox.faults("{\"workos\":[%s]}".formatted(rule));
    }

    private static String onResets(String rule) {
        return "{%s,\"operations\":[\"passwordReset.create\"]}".formatted(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"lostAfterWrite\":0.4",
                "\"lostBeforeWrite\":0.4",
                "\"errorShare\":0.4",
                // So few that no address is tried three times: it would have to wait for a minute.
                "\"errorShare\":1,\"errorStatus\":503,\"count\":8",
                "\"truncated\":0.4",
                "\"malformed\":0.4",
                "\"throttle\":1,\"retryAfter\":\"1\",\"count\":3"
            })
    void nobodyIsMailedTwice(String rule) {
        String id = portage.importPool(plainPool(40), "{}");
        fault(onResets(rule));
        JsonNode counts = portage.awaitMailed(id, portage.mail(id, ALL)).path("counts");
        sandbox.faults("{}");

        assertThat(control.mailsByAddress())
                .allSatisfy((email, n) -> assertThat(n).isEqualTo(1));
        assertThat(counts.path("sent").asInt() + counts.path("uncertain").asInt())
                .as(counts.toString())
                .isEqualTo(40);
        // Where a row says SENT, there is a mail.
        assertThat(control.mails().size()).isBetween(counts.path("sent").asInt(), 40);
    }

    @Test
    void anOperatorDecidesWhereTheAnswerWasLost() {
        String id = portage.importPool(plainPool(1), "{}");
        fault(onResets("\"lostAfterWrite\":1,\"count\":1"));
        String campaign = portage.mail(id, ALL);
        portage.awaitMailed(id, campaign);
        JsonNode reset = portage.resets(id).getFirst();
        assertThat(reset.path("state").asText()).isEqualTo("UNCERTAIN");
        assertThat(reset.path("reason").asText()).isEqualTo("answer-lost");

        portage.retryReset(id, reset.path("id").asText());
        portage.awaitCampaign(
                id, campaign, shown -> shown.path("counts").path("sent").asInt() == 1);

        assertThat(control.mails()).hasSize(2);
        assertThat(portage.show(id).path("passwordResets").path("uncertain").asInt())
                .isZero();
        assertThat(portage.post("/migrations/%s/password-resets/%s/retry"
                                .formatted(id, reset.path("id").asText()))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void passwordSignInSwitchedOffStopsTheCampaign() {
        String id = portage.importPool(plainPool(5), "{}");
        control.send("PUT", "/sandbox/settings", "{\"passwordSignIn\":false}");
        String campaign = portage.mail(id, ALL);
        JsonNode paused = portage.awaitCampaign(
                id, campaign, shown -> shown.path("state").asText().equals("PAUSED"));
        assertThat(paused.path("lastError").asText()).contains("switched off");
        await().until(() -> onTheWay(id) == 0);
        JsonNode failed = portage.resets(id).stream()
                .filter(reset -> reset.path("state").asText().equals("FAILED"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.path("reason").asText()).isEqualTo("password-sign-in-off");

        control.send("PUT", "/sandbox/settings", "{\"passwordSignIn\":true}");
        portage.resets(id).stream()
                .filter(reset -> reset.path("state").asText().equals("FAILED"))
                .forEach(reset -> portage.retryReset(id, reset.path("id").asText()));
        portage.campaign(id, campaign, "resume");
        portage.awaitCampaign(
                id, campaign, shown -> shown.path("counts").path("sent").asInt() == 5);
        assertThat(control.mails()).hasSize(5);
    }

    private long onTheWay(String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        select count(*) from job join password_reset_campaign as campaign on campaign.id = job.lane_id
                        where cast(campaign.migration_id as text) = ? and job.state = 'LEASED'
                        """)) {
            statement.setString(1, id);
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void eachFailureHasItsReason() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        String refused = poolUsers(pool).get(0).sub();
        String unknown = poolUsers(pool).get(1).sub();
        control.send("PUT", "/sandbox/workos/users/" + inWorkOs(refused).id() + "/traits", "{\"resetRefused\":true}");
        control.send("DELETE", "/user_management/users/" + inWorkOs(unknown).id(), "");
        portage.awaitMailed(id, portage.mail(id, ALL));

        assertThat(portage.resets(id))
                .filteredOn(reset -> reset.path("state").asText().equals("FAILED"))
                .allSatisfy(reset -> assertThat(reset.path("detail").asText()).isNotBlank())
                .extracting(reset ->
                        reset.path("sub").asText() + " " + reset.path("reason").asText())
                .containsExactlyInAnyOrder(refused + " reset-not-allowed", unknown + " unknown-user");
        assertThat(control.mails()).hasSize(1);
        // One user is not in WorkOS any more, which is no fault of ours.
        portage.delete("/migrations/" + id);
    }

    @Test
    void whatWorkOsRefusesForReasonsOfItsOwnIsSaid() {
        String id = portage.importPool(plainPool(1), "{}");
        fault(onResets("\"errorShare\":1,\"errorStatus\":422"));
        portage.awaitMailed(id, portage.mail(id, ALL));

        JsonNode reset = portage.resets(id).getFirst();
        assertThat(reset.path("state").asText()).isEqualTo("FAILED");
        assertThat(reset.path("reason").asText()).isEqualTo("mail-refused");
        assertThat(reset.path("detail").asText()).isNotBlank();
        assertThat(control.mails()).isEmpty();
    }

    @Test
    void aSpentQuotaPutsTheCampaignOffUntilTomorrow() {
        String id = portage.importPool(plainPool(6), "{}");
        control.send("PUT", "/sandbox/settings", "{\"resetQuota\":2}");
        String campaign = portage.mail(id, ALL);
        JsonNode putOff = portage.awaitCampaign(
                id, campaign, shown -> shown.path("lastError").asText().contains("quota"));
        await().until(() -> onTheWay(id) == 0);
        putOff = portage.campaign(id, campaign);

        assertThat(putOff.path("state").asText()).isEqualTo("RUNNING");
        assertThat(putOff.path("counts").path("sent").asInt()).isEqualTo(2);
        assertThat(putOff.path("counts").path("queued").asInt()).isEqualTo(4);
        Instant tomorrow = LocalDate.now(ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        assertThat(Instant.parse(putOff.path("nextMailAt").asText())).isAfterOrEqualTo(tomorrow.minusSeconds(60));
        assertThat(portage.budget().path("lastThrottledAt").isNull())
                .as("imports need not wait")
                .isTrue();
    }

    @Test
    void aRevokedKeyPausesTheCampaignAndNothingIsLost() {
        String id = portage.importPool(plainPool(4), "{}");
        fault(onResets("\"unauthorized\":true"));
        String campaign = portage.mail(id, ALL);
        JsonNode paused = portage.awaitCampaign(
                id, campaign, shown -> shown.path("state").asText().equals("PAUSED"));
        assertThat(paused.path("lastError").asText()).contains("WORKOS_API_KEY");
        sandbox.faults("{}");
        portage.campaign(id, campaign, "resume");
        portage.awaitMailed(id, campaign);
        assertThat(control.mailsByAddress())
                .hasSize(4)
                .allSatisfy((email, n) -> assertThat(n).isEqualTo(1));
    }

    private record Post(String signature, String delivery, byte[] body) {}

    @Test
    void linksAreHandedOverSignedAndKeptNowhere() throws IOException, SQLException {
        List<Post> posts = new CopyOnWriteArrayList<>();
        int[] status = {204};
        URI callback = FastRetries.callback();
        HttpServer mailer = HttpServer.create(new InetSocketAddress(callback.getHost(), callback.getPort()), 0);
        mailer.createContext("/links", exchange -> {
            posts.add(new Post(
                    exchange.getRequestHeaders().getFirst("Portage-Signature"),
                    exchange.getRequestHeaders().getFirst("Portage-Delivery"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        mailer.start();
        try {
            String id = portage.importPool(plainPool(2), "{}");
            portage.awaitMailed(id, portage.mail(id, ALL.replace("{", "{\"delivery\":\"CALLBACK\",")));
            assertThat(posts).hasSize(2);
            Post post = posts.getFirst();
            Instant at = Instant.ofEpochSecond(Long.parseLong(
                    post.signature().substring("t=".length(), post.signature().indexOf(','))));
            assertThat(post.signature()).isEqualTo(SignedPosts.signature(FastRetries.CALLBACK_SECRET, at, post.body()));
            JsonNode handed = Portage.json(new String(post.body(), StandardCharsets.UTF_8));
            JsonNode mail = control.mails().stream()
                    .filter(each -> each.path("email")
                            .asText()
                            .equals(handed.path("email").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(handed.path("passwordResetUrl").asText())
                    .isEqualTo(mail.path("password_reset_url").asText());
            assertThat(portage.resets(id).stream().map(reset -> reset.path("id").asText()))
                    .contains(post.delivery());
            assertThat(new DatabaseText(database)
                            .columnsThatHold(mail.path("password_reset_token").asText()))
                    .isEmpty();

            status[0] = 422;
            String sub = portage.users(id).getFirst().path("sub").asText();
            portage.send(
                    "POST", "/migrations/" + id + "/users/" + sub + "/password-reset", "{\"delivery\":\"CALLBACK\"}");
            await().until(() ->
                    portage.resets(id).getFirst().path("state").asText().equals("FAILED"));
            assertThat(portage.resets(id).getFirst().path("reason").asText()).isEqualTo("callback-refused");
            assertThat(posts).as("what was refused is not posted again").hasSize(3);
        } finally {
            mailer.stop(0);
        }
    }
}
