package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each provider of the pool needs, whether it works through WorkOS, and who has linked. */
@QuarkusTest
class IdentityProvidersTest extends MigrationTest {
    private static final String CALLBACK = "https://auth.workos.com/sso/oauth/google/sandbox123/callback";

    private String id;
    private String pool;

    @BeforeEach
    void aPoolWithProviders() {
        pool = pool("{\"users\":1000}");
        id = portage.create(pool);
    }

    private String path() {
        return "/migrations/" + id + "/identity-providers";
    }

    private Map<String, JsonNode> providers() {
        Map<String, JsonNode> providers = new HashMap<>();
        Portage.json(portage.get(path()))
                .path("items")
                .forEach(provider -> providers.put(provider.path("name").asText(), provider));
        return providers;
    }

    private JsonNode check(String name) {
        Response response = portage.post(path() + "/" + name + "/check");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Portage.json(response);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void eachIsListedWithItsRecipe() {
        Map<String, JsonNode> found = providers();

        assertThat(found).containsOnlyKeys("Google", "Facebook", "SignInWithApple", "My_Google", "Corp_SAML");
        JsonNode google = found.get("Google");
        assertThat(google.path("workosProvider").asText()).isEqualTo("GoogleOAuth");
        assertThat(google.path("scopes").asText()).isEqualTo("openid email profile");
        assertThat(google.path("attributeMapping").path("email").asText()).isEqualTo("email");
        assertThat(google.path("check").path("status").asText()).isEqualTo("UNCHECKED");
        assertThat(google.path("notices")).as("what users will notice").isNotEmpty();
        assertThat(String.join(" ", texts(google.path("steps"))))
                .contains(google.path("clientId").asText(), "Google Cloud console");
        assertThat(String.join(" ", texts(found.get("SignInWithApple").path("steps"))))
                .contains("TEAM123456", "KEY1234567", ".p8");
        assertThat(String.join(" ", texts(found.get("My_Google").path("steps"))))
                .contains("GoogleOAuth", "Generic OIDC");
        JsonNode saml = found.get("Corp_SAML");
        assertThat(saml.path("saml").path("metadataUrl").asText()).isEqualTo("https://idp.corp.example/metadata");
        assertThat(String.join(" ", texts(saml.path("steps")))).contains("urn:amazon:cognito:sp:" + pool);
    }

    @Test
    void whatWorkOsHasNoProviderForIsSaidWithTheUsersThatItLocksOut() {
        portage.importAll(id);
        JsonNode facebook = providers().get("Facebook");
        int users = facebook.path("users").asInt();
        assertThat(users).isPositive();
        assertThat(facebook.path("workosProvider").isNull()).isTrue();
        assertThat(texts(facebook.path("steps")).getFirst()).contains(users + " users", "locked out");
        assertThat(String.join(" ", texts(facebook.path("alternatives")))).contains("Magic Auth", "password reset");
        assertThat(check("Facebook").path("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void secretsAreShownToAnAdminWhoAsksForThemAndToNobodyElse() throws SQLException {
        assertThat(portage.get(path()).asString()).doesNotContain("secret-in-clear");
        assertThat(portage.as(token("viewer")).get(path() + "?reveal=true").statusCode())
                .isEqualTo(403);
        JsonNode revealed = Portage.json(portage.get(path() + "/Google?reveal=true"));
        assertThat(revealed.path("clientSecret").asText()).isEqualTo("google-secret-in-clear");
        assertThat(Portage.json(portage.get("/audit?limit=1"))
                        .path("items")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo(path() + "/Google?reveal=true");
        assertThat(Portage.json(portage.get(path() + "/SignInWithApple?reveal=true"))
                        .has("clientSecret"))
                .isFalse();
        portage.send("POST", path() + "/My_Google/connection", "{\"organizationName\":\"Other\"}");
        assertThat(new DatabaseText(database).columnsThatHold("secret-in-clear"))
                .isEmpty();
    }

    @Test
    void aProviderThatIsSetUpPassesAndItsRedirectUriIsReadOffTheRedirect() {
        sandbox.settings("{\"providerRedirectUris\":[\"" + CALLBACK + "\"]}");
        JsonNode check = check("Google");
        assertThat(check.path("status").asText()).as(check.toString()).isEqualTo("PASSED");
        assertThat(check.path("redirectUri").asText()).isEqualTo(CALLBACK);
        JsonNode google = providers().get("Google");
        assertThat(google.path("redirectUri").asText()).isEqualTo(CALLBACK);
        assertThat(google.path("check").path("status").asText()).isEqualTo("PASSED");
        assertThat(String.join(" ", texts(google.path("steps")))).contains(CALLBACK);
    }

    @Test
    void aRedirectUriThatTheProviderDoesNotKnowIsSaid() {
        sandbox.settings("{\"providerRedirectUris\":[\"https://example.com/other\"]}");
        JsonNode check = check("Google");
        assertThat(check.path("status").asText()).isEqualTo("FAILED");
        assertThat(check.path("detail").asText()).contains("redirect_uri_mismatch", CALLBACK);
    }

    @Test
    void defaultCredentialsOfWorkOsAreToldFromCognitos() {
        sandbox.settings("{\"providerClientIds\":{},\"defaultCredentials\":true}");
        JsonNode check = check("Google");
        assertThat(check.path("status").asText()).isEqualTo("FAILED");
        assertThat(check.path("detail").asText()).contains("default credentials", "workos-default-google");
        assertThat(check.path("redirectUri").asText()).isEqualTo(CALLBACK);
    }

    @Test
    void aProviderThatIsNotSwitchedOnIsSaid() {
        sandbox.settings("{\"providerClientIds\":{}}");
        JsonNode check = check("Google");
        assertThat(check.path("status").asText()).isEqualTo("FAILED");
        assertThat(check.path("detail").asText()).contains("not switched on");
    }

    @Test
    void aClientThatTheProviderDoesNotKnowIsSaid() {
        // Apple's client id is not the one that the stand-in for the providers knows.
        sandbox.settings(
                "{\"providerRedirectUris\":[],\"providerClientIds\":{\"AppleOAuth\":\"com.example.sandbox\"}}");
        JsonNode check = check("SignInWithApple");
        assertThat(check.path("status").asText()).isEqualTo("FAILED");
        assertThat(check.path("detail").asText()).contains("invalid_client");
    }

    @Test
    void aConnectionTakesAnEnterpriseProvidersPlace() {
        assertThat(check("Corp_SAML").path("detail").asText()).contains("No organization");
        String body = "{\"organizationName\":\"Corp\",\"domains\":[\"corp.example\"]}";
        JsonNode made = Portage.json(portage.send("POST", path() + "/Corp_SAML/connection", body));
        assertThat(made.path("connectionId").asText()).startsWith("conn_");
        JsonNode again = Portage.json(portage.send("POST", path() + "/Corp_SAML/connection", body));
        assertThat(again).isEqualTo(made);
        assertThat(control.get("/organizations/" + made.path("organizationId").asText())
                        .path("domains")
                        .path(0)
                        .path("domain")
                        .asText())
                .isEqualTo("corp.example");
        JsonNode check = check("Corp_SAML");
        assertThat(check.path("status").asText()).isEqualTo("PASSED");
        assertThat(check.path("detail").asText())
                .contains("https://idp.corp.example/metadata was not read", "its host is not known");
        assertThat(Portage.json(portage.send(
                                "POST", path() + "/My_Google/connection", "{\"organizationName\":\"Other\"}"))
                        .path("connectionId")
                        .asText())
                .startsWith("conn_");
        assertThat(portage.send("POST", path() + "/Google/connection", body).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whereWorkOsHasNoApiForConnectionsTheyAreMadeByHand() {
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"errorStatus\":404,\"operations\":[\"connections.create\"]}]}");
        JsonNode made =
                Portage.json(portage.send("POST", path() + "/Corp_SAML/connection", "{\"organizationName\":\"Corp\"}"));
        assertThat(made.path("organizationId").asText()).startsWith("org_");
        assertThat(made.path("connectionId").isNull()).isTrue();
        assertThat(texts(made.path("steps")).getFirst()).contains("by hand");
    }

    @Test
    void anImportWarnsOfFederatedUsersWhoseProviderHasNotPassed() {
        portage.assess(id);
        portage.awaitAssessed(id);
        sandbox.settings("{\"providerRedirectUris\":[\"" + CALLBACK + "\"]}");
        check("Google");
        Response started = portage.post("/migrations/" + id + "/imports");
        List<String> warnings = texts(Portage.json(started).path("warnings"));
        assertThat(warnings).anySatisfy(warning -> assertThat(warning).contains("'Corp_SAML'", "UNCHECKED"));
        assertThat(warnings).noneSatisfy(warning -> assertThat(warning).contains("'Google'"));
        portage.awaitEnd(id);
        // Federated users are created so that WorkOS can link them: without a password, by the same address.
        assertThat(texts(Portage.json(portage.get("/migrations/" + id + "/runs"))
                        .path("items")
                        .path(0)
                        .path("warnings")))
                .isEmpty();
    }

    @Test
    void whoHasLinkedIsLearntFromWorkOssEvents() {
        portage.importAll(id);
        PoolUser user = poolUsers(pool).stream()
                .filter(one -> one.attribute("identities").orElse("").contains("\"Google\"")
                        && one.status().equals("EXTERNAL_PROVIDER")
                        && sandbox.workos().userByExternalId(one.sub()).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(providers().get("Google").path("linkedUsers").asInt()).isZero();
        control.send("POST", "/sandbox/workos/users/" + inWorkOs(user.sub()).id() + "/social-sign-in", "");
        assertThat(providers().get("Google").path("linkedUsers").asInt()).isEqualTo(1);
        assertThat(portage.user(id, user.sub()).path("linkedAt").isNull()).isFalse();
        assertThat(control.calls("users.identities")).isZero();
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(portage.get(path() + "/Nobody").statusCode()).isEqualTo(404);
        assertThat(portage.send("POST", path() + "/Corp_SAML/connection", "{}").statusCode())
                .isEqualTo(400);
        Response domains = portage.send(
                "POST",
                path() + "/Corp_SAML/connection",
                "{\"organizationId\":\"%s\",\"domains\":[\"corp.example\"]}"
                        .formatted(control.createOrganization("Corp")));
        assertThat(domains.statusCode()).isEqualTo(400);
        assertThat(domains.asString()).contains("domains", "dashboard");
    }
}
