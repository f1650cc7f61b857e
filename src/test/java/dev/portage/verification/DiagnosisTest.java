package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.WorkosUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Each entry of the guide's error recovery: brought about, named by the diagnosis, and mended by the call that it names. */
@QuarkusTest
class DiagnosisTest extends MigrationTest {
    private static final AtomicInteger POOLS = new AtomicInteger();

    private JsonNode diagnose(String query) {
        Response response = portage.as(token("viewer")).get("/diagnosis?" + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonNode diagnosis = Portage.json(response);
        assertThat(diagnosis.path("troubles")).as(diagnosis.toString()).isEmpty();
        return diagnosis;
    }

    private static List<String> causes(JsonNode diagnosis) {
        List<String> causes = new ArrayList<>();
        diagnosis.path("causes").forEach(cause -> causes.add(cause.path("cause").asText()));
        return causes;
    }

    private static JsonNode cause(JsonNode diagnosis, String slug) {
        for (JsonNode cause : diagnosis.path("causes")) {
            if (cause.path("cause").asText().equals(slug)) {
                return cause;
            }
        }
        throw new AssertionError("no " + slug + " in " + diagnosis);
    }

    /** Makes the call that a diagnosis names. */
    private void mend(JsonNode diagnosis, String slug) {
        JsonNode remedy = cause(diagnosis, slug).path("remedy");
        Response response = portage.send(
                remedy.path("method").asText(),
                remedy.path("path").asText(),
                remedy.path("body").toString());
        assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
    }

    private static String email(PoolUser user) {
        return user.attribute("email").orElseThrow();
    }

    @Test
    void userNotFound() {
        String pool = plainPool(5);
        String id = portage.importPool(pool, "{}");
        control.addUser(
                pool, "{\"attributes\":{\"email\":\"late.to.the.move@example.com\",\"email_verified\":\"true\"}}");
        JsonNode found = diagnose("email=late.to.the.move@example.com");

        assertThat(found.path("cognito").path("email").asText()).isEqualTo("late.to.the.move@example.com");
        assertThat(found.path("portage").isNull()).isTrue();
        assertThat(found.path("workos").isNull()).isTrue();
        assertThat(causes(found)).startsWith("not-imported");
        assertThat(cause(found, "not-imported").path("runbook").asText()).isEqualTo("docs/runbook/user-not-found.md");
        mend(found, "not-imported");
        portage.awaitEnd(id);
        JsonNode mended = diagnose("email=LATE.to.the.move@example.com");
        assertThat(mended.path("workos").path("email").asText()).isEqualTo("late.to.the.move@example.com");
        assertThat(causes(mended)).doesNotContain("not-imported");

        assertThat(causes(diagnose("email=nobody@example.org"))).containsExactly("unknown-everywhere");
        assertThat(portage.get("/diagnosis").statusCode()).isEqualTo(400);
        assertThat(portage.get("/diagnosis?email=a@example.com&sub=b").statusCode())
                .isEqualTo(400);
    }

    @Test
    void emailAlreadyExists() {
        String pool = plainPool(5);
        PoolUser user = poolUsers(pool).getFirst();
        control.createInWorkOs("{\"email\":\"" + email(user) + "\",\"email_verified\":true}");
        String id = portage.importPool(pool, "{\"existingUsers\":\"SKIP\"}");
        JsonNode found = diagnose("sub=" + user.sub());

        assertThat(causes(found).getFirst()).isEqualTo("email-already-exists");
        assertThat(found.path("portage").path("reason").asText()).isEqualTo("email-taken");
        portage.patch(id, "{\"options\":{\"existingUsers\":\"LINK\"}}");
        mend(found, "email-already-exists");
        portage.awaitEnd(id);
        assertThat(portage.user(id, user.sub()).path("state").asText()).isEqualTo("LINKED");
        assertThat(causes(diagnose("sub=" + user.sub()))).doesNotContain("email-already-exists");
    }

    @Test
    void resetMailNotReceived() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        PoolUser user = poolUsers(pool).getFirst();
        assertThat(causes(diagnose("sub=" + user.sub()))).contains("no-password");
        portage.awaitMailed(id, portage.mail(id, "{\"audience\":\"EMAILS\",\"emails\":[\"" + email(user) + "\"]}"));
        JsonNode found = diagnose("email=" + email(user));

        assertThat(causes(found).getFirst()).isEqualTo("reset-mail-not-received");
        assertThat(found.path("portage").path("passwordReset").asText()).isEqualTo("SENT");
        int mails = control.mails().size();
        mend(found, "reset-mail-not-received");
        Awaitility.await().until(() -> control.mails().size() == mails + 1);
        control.follow(control.mails().getLast());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(causes(diagnose("email=" + email(user))))
                        .doesNotContain("reset-mail-not-received", "no-password"));
    }

    @Test
    void attributesLost() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        WorkosUser user = inWorkOs(poolUsers(pool).getFirst().sub());
        assertThat(user.metadata()).isNotEmpty();
        String key = user.metadata().keySet().iterator().next();
        control.send("PUT", "/user_management/users/" + user.id(), "{\"metadata\":{\"" + key + "\":null}}");
        JsonNode found = diagnose("sub=" + user.externalId());

        assertThat(causes(found)).contains("attributes-lost");
        mend(found, "attributes-lost");
        portage.awaitEnd(id);
        assertThat(inWorkOs(String.valueOf(user.externalId())).metadata()).isEqualTo(user.metadata());
        assertThat(causes(diagnose("sub=" + user.externalId()))).doesNotContain("attributes-lost");
    }

    @Test
    void signInMigrationNotTriggering() {
        String pool = "us-east-1d" + POOLS.incrementAndGet() + "_SignIn";
        sandbox.pool(pool, "{\"users\":5,\"oddities\":false,\"seed\":77}");
        portage.create(pool);
        PoolUser user = poolUsers(pool).getFirst();
        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:AdminInitiateAuth\"]}]}");
        assertThat(signIn(user).statusCode()).isNotEqualTo(200);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(causes(diagnose("email=" + email(user)))).contains("fallback-not-reached"));
        JsonNode found = diagnose("email=" + email(user));
        assertThat(found.toString()).doesNotContain(String.valueOf(user.password()));
        assertThat(cause(found, "fallback-not-reached").path("explanation").asText())
                .contains("AdminInitiateAuth");
        mend(found, "fallback-not-reached");
        sandbox.faults("{}");
        assertThat(signIn(user).statusCode()).isEqualTo(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(causes(diagnose("email=" + email(user))))
                        .doesNotContain("fallback-not-reached", "not-imported"));
    }

    private Response signIn(PoolUser user) {
        return portage.as(token("sign-in"))
                .send(
                        "POST",
                        "/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"ipAddress\":\"203.0.113.7\",\"userAgent\":\"test\"}"
                                .formatted(email(user), user.password()));
    }

    @Test
    void oauthInvalidClient() {
        String pool = pool("{\"users\":400}");
        String id = portage.importPool(pool, "{}");
        JsonNode federated = portage.users(id, "state=IMPORTED").stream()
                .map(user -> portage.user(id, user.path("sub").asText()))
                .filter(user -> user.path("status").asText().equals("EXTERNAL_PROVIDER"))
                .filter(user -> user.path("identities")
                        .path(0)
                        .path("providerName")
                        .asText()
                        .equals("Google"))
                .findFirst()
                .orElseThrow();
        String sub = federated.path("sub").asText();
        JsonNode found = diagnose("sub=" + sub);

        assertThat(causes(found)).contains("invalid-client").doesNotContain("no-password");
        assertThat(cause(found, "invalid-client").path("remedy").path("path").asText())
                .isEqualTo("/migrations/" + id + "/identity-providers/Google/check");
        String account = federated.path("workosUserId").asText();
        control.send("PUT", "/sandbox/workos/users/" + account + "/traits", "{\"identities\":[\"GoogleOAuth\"]}");
        JsonNode linked = diagnose("sub=" + sub);
        assertThat(causes(linked)).doesNotContain("invalid-client");
        assertThat(linked.path("workos").path("identities").path(0).asText()).isEqualTo("GoogleOAuth");
    }

    @Test
    void whatCannotBeAskedIsSaidAndTheRestIsShown() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        String sub = poolUsers(pool).getFirst().sub();
        sandbox.faults("""
                {"cognito":[{"deniedActions":["cognito-idp:ListUsers"]}],"workos":[{"errorShare":1}]}""");
        JsonNode found = Portage.json(portage.get("/diagnosis?sub=" + sub));
        sandbox.faults("{}");

        assertThat(found.path("troubles")).hasSize(2);
        assertThat(found.path("troubles").toString()).contains("cognito-idp:ListUsers");
        assertThat(found.path("portage").path("migrationId").asText()).isEqualTo(id);
        assertThat(causes(found)).doesNotContain("deleted-in-workos", "unknown-everywhere");
    }

    @Test
    void oneWhoWasDeletedInWorkOs() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        WorkosUser user = inWorkOs(poolUsers(pool).getFirst().sub());
        control.send("DELETE", "/user_management/users/" + user.id(), "");
        assertThat(causes(diagnose("sub=" + user.externalId())).getFirst()).isEqualTo("deleted-in-workos");
        portage.delete("/migrations/" + id);
    }
}
