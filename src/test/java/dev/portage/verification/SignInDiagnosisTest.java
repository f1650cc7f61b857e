package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The entries of the guide's error recovery that are about signing in: brought about, named by the diagnosis, and mended by
 * the call that it names.
 */
@QuarkusTest
class SignInDiagnosisTest extends DiagnosisTestBase {
    private static final String CALLBACK = "https://auth.workos.com/sso/oauth/google/sandbox123/callback";
    private static final String PASSWORD = "Correct-Horse-42-Battery";

    private Response signIn(PoolUser user) {
        return signIn(user, user.password());
    }

    private Response signIn(PoolUser user, String password) {
        return portage.as(token("sign-in"))
                .send(
                        "POST",
                        "/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"ipAddress\":\"203.0.113.7\",\"userAgent\":\"test\"}"
                                .formatted(email(user), password));
    }

    /** What is diagnosed of the user, once how the latest sign-in ended has been written down. */
    private JsonNode awaitCause(PoolUser user, String cause) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(causes(diagnose("email=" + email(user)))).contains(cause));
        return diagnose("email=" + email(user));
    }

    private void awaitMended(PoolUser user, String... causes) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(causes(diagnose("email=" + email(user)))).doesNotContain(causes));
    }

    @Test
    void signInMigrationNotTriggering() {
        String pool = signInPoolId();
        sandbox.pool(pool, "{\"users\":5,\"oddities\":false,\"seed\":77}");
        portage.create(pool);
        PoolUser user = poolUsers(pool).getFirst();
        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:AdminInitiateAuth\"]}]}");
        assertThat(signIn(user).statusCode()).isNotEqualTo(200);
        JsonNode found = awaitCause(user, "fallback-not-reached");

        assertThat(found.toString()).doesNotContain(String.valueOf(user.password()));
        assertThat(cause(found, "fallback-not-reached").path("explanation").asText())
                .contains("AdminInitiateAuth");
        mend(found, "fallback-not-reached");
        sandbox.faults("{}");
        assertThat(signIn(user).statusCode()).isEqualTo(200);
        awaitMended(user, "fallback-not-reached", "not-imported");
    }

    @Test
    void signInMigrationNotTriggeringForWantOfTheFlow() {
        String pool = signInPoolId();
        String users = "{\"users\":3,\"oddities\":false,\"seed\":78,\"authFlows\":[%s]}";
        sandbox.pool(pool, users.formatted("\"USER_SRP_AUTH\""));
        portage.create(pool);
        PoolUser user = poolUsers(pool).getFirst();
        assertThat(signIn(user).statusCode()).isEqualTo(503);
        JsonNode found = awaitCause(user, "fallback-not-reached");

        assertThat(cause(found, "fallback-not-reached").path("explanation").asText())
                .contains("cognito-misconfigured", "does not allow the flow of AdminInitiateAuth");
        sandbox.pool(pool, users.formatted("\"ADMIN_USER_PASSWORD_AUTH\""));
        assertThat(signIn(user).statusCode()).isEqualTo(200);
        awaitMended(user, "fallback-not-reached", "not-imported");
    }

    /** The secret of the app client was changed, and the service still has the old one. */
    @Test
    void signInMigrationNotTriggeringForAWrongClientSecret() {
        String pool = signInPoolId();
        String users = "{\"users\":3,\"oddities\":false,\"seed\":80%s}";
        sandbox.pool(pool, users.formatted(",\"clientSecret\":\"changed-since-then\""));
        portage.create(pool);
        PoolUser user = poolUsers(pool).getFirst();
        Response answer = signIn(user);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(Portage.json(answer).path("type").asText()).isEqualTo("sign-in-unavailable");
        JsonNode found = awaitCause(user, "fallback-not-reached");

        assertThat(cause(found, "fallback-not-reached").path("explanation").asText())
                .contains("cognito-misconfigured", "check PORTAGE_COGNITO_CLIENT_SECRET");
        assertThat(found.toString()).doesNotContain("signin-client-secret", "changed-since-then");
        sandbox.pool(pool, users.formatted(""));
        assertThat(signIn(user).statusCode()).isEqualTo(200);
        awaitMended(user, "fallback-not-reached", "not-imported");
    }

    /** Who has a password in WorkOS and types another one is not let in by Cognito any more. */
    @Test
    void anOldPasswordIsOutOfForce() {
        String pool = signInPoolId();
        sandbox.pool(pool, "{\"users\":3,\"oddities\":false,\"seed\":79}");
        portage.create(pool);
        PoolUser user = poolUsers(pool).getFirst();
        assertThat(signIn(user).statusCode()).isEqualTo(200);
        assertThat(signIn(user, "Another-one-4711").statusCode()).isEqualTo(401);
        JsonNode found = awaitCause(user, "fallback-not-asked");

        mend(found, "fallback-not-asked");
        Awaitility.await().until(() -> control.mails().size() == 1);
        control.follow(control.mails().getFirst());
        assertThat(signIn(user, PASSWORD).statusCode()).isEqualTo(200);
        awaitMended(user, "fallback-not-asked");
    }

    @Test
    void oauthInvalidClient() {
        String pool = pool("{\"users\":400}");
        String id = portage.importPool(pool, "{}");
        JsonNode user = googleUser(id);
        String query = "sub=" + user.path("sub").asText();
        sandbox.settings(
                "{\"providerClientIds\":{\"GoogleOAuth\":\"another-client\"},\"providerRedirectUris\":[\"https://example.com/other\"]}");
        JsonNode found = diagnose(query);
        assertThat(causes(found)).contains("invalid-client").doesNotContain("no-password");
        assertThat(explained(found)).contains("Nobody has checked");

        assertThat(mend(found, "invalid-client").path("status").asText()).isEqualTo("FAILED");
        found = diagnose(query);
        String client = client(id);
        assertThat(explained(found)).contains("has failed", "another-client", client);

        sandbox.settings("{\"providerClientIds\":{\"GoogleOAuth\":\"" + client + "\"}}");
        mend(found, "invalid-client");
        found = diagnose(query);
        assertThat(explained(found)).contains("has failed", "redirect_uri_mismatch", CALLBACK);

        sandbox.settings("{\"providerRedirectUris\":[\"" + CALLBACK + "\"]}");
        assertThat(mend(found, "invalid-client").path("status").asText()).isEqualTo("PASSED");
        assertThat(explained(diagnose(query))).contains("has passed").doesNotContain("has failed");

        String account = user.path("workosUserId").asText();
        control.send("PUT", "/sandbox/workos/users/" + account + "/traits", "{\"identities\":[\"GoogleOAuth\"]}");
        JsonNode linked = diagnose(query);
        assertThat(causes(linked)).doesNotContain("invalid-client");
        assertThat(linked.path("workos").path("identities").path(0).asText()).isEqualTo("GoogleOAuth");
    }

    private JsonNode googleUser(String id) {
        return portage.users(id, "state=IMPORTED").stream()
                .map(user -> portage.user(id, user.path("sub").asText()))
                .filter(user -> user.path("status").asText().equals("EXTERNAL_PROVIDER"))
                .filter(user -> user.at("/identities/0/providerName").asText().equals("Google"))
                .findFirst()
                .orElseThrow();
    }

    private String client(String id) {
        return Portage.json(portage.get("/migrations/" + id + "/identity-providers/Google"))
                .path("clientId")
                .asText();
    }

    private static String explained(JsonNode diagnosis) {
        return cause(diagnosis, "invalid-client").path("explanation").asText();
    }

    /** Of an enterprise provider WorkOS shows no identity; that its users came by it is learnt from the events. */
    @Test
    void whoHasComeByAnEnterpriseProviderIsNotSuspected() {
        String pool = pool("{\"users\":1000}");
        String id = portage.importPool(pool, "{}");
        String sub = poolUsers(pool).stream()
                .filter(one -> one.attribute("identities").orElse("").contains("Corp_SAML"))
                .map(PoolUser::sub)
                .filter(one -> sandbox.workos().userByExternalId(one).isPresent())
                .findFirst()
                .orElseThrow();
        String query = "sub=" + sub;
        assertThat(causes(diagnose(query))).contains("invalid-client");

        control.send("POST", "/sandbox/workos/users/" + inWorkOs(sub).id() + "/social-sign-in", "");
        // Whoever looks at the providers has WorkOS's events read.
        portage.get("/migrations/" + id + "/identity-providers");
        assertThat(causes(diagnose(query))).doesNotContain("invalid-client");
    }
}
