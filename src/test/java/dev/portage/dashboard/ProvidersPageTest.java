package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pool's identity providers as a page: recipes, checks, secrets and connections. */
@QuarkusTest
class ProvidersPageTest extends PageTest {
    private static final String CALLBACK = "https://auth.workos.com/sso/oauth/google/sandbox123/callback";

    private static String path(String id) {
        return "/dashboard/migrations/" + id + "/identity-providers";
    }

    @Test
    void eachHasItsRecipeAndItsCheck() {
        String id = portage.importPool(pool("{\"users\":200}"), "{}");
        String html = viewer.get(path(id)).then().statusCode(200).extract().asString();
        assertThat(html)
                .contains(
                        "id=\"provider-Google\"",
                        "Not checked",
                        "Google Cloud console",
                        "Generic OIDC",
                        "urn:amazon:cognito:sp:",
                        "https://idp.corp.example/metadata",
                        "locked out",
                        "Magic Auth",
                        "by it alone")
                .doesNotContain("Reveal the secret", "secret-in-clear", "/check\"");

        sandbox.settings("{\"providerRedirectUris\":[\"https://example.com/other\"]}");
        assertThat(followed(admin.send(path(id) + "/Google/check", Map.of("redirectUri", ""))))
                .contains("The check of Google has not passed", "Does not work", "redirect_uri_mismatch");
        sandbox.settings("{\"providerRedirectUris\":[\"" + CALLBACK + "\"]}");
        assertThat(followed(admin.press(path(id) + "/Google/check")))
                .contains("The check of Google has passed.", "Works", CALLBACK);
        admin.send(path(id) + "/Google/check", Map.of("redirectUri", "no url"))
                .then()
                .statusCode(400);
        admin.press(path(id) + "/Nobody/check").then().statusCode(404);
        viewer.press(path(id) + "/Google/check").then().statusCode(403);
    }

    @Test
    void aSecretIsShownToAnAdminWhoAsksForItAndThatIsKept() {
        String id = portage.create(pool("{\"users\":20}"));
        String secret = path(id) + "/Google/secret";
        admin.get(path(id)).then().body(allOf(containsString("Reveal the secret"), not(containsString("in-clear"))));
        admin.get(secret).then().statusCode(200).body(not(containsString("in-clear")));
        viewer.get(secret + "?reveal=true").then().statusCode(403).body(not(containsString("in-clear")));

        admin.get(secret + "?reveal=true")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(containsString("google-secret-in-clear"));
        assertThat(Portage.json(portage.get("/audit?limit=1"))
                        .at("/items/0/path")
                        .asText())
                .isEqualTo(secret + "?reveal=true");
        admin.get(path(id) + "/SignInWithApple/secret?reveal=true")
                .then()
                .statusCode(200)
                .body(containsString("Cognito gives none out."));
    }

    @Test
    void aConnectionTakesTheProvidersPlace() {
        String id = portage.create(pool("{\"users\":20}"));
        String connection = path(id) + "/Corp_SAML/connection";
        assertThat(followed(admin.send(
                        connection, Map.of("organizationName", "Corp", "domains", "corp.example, corp.test"))))
                .contains("Connection conn_", "is there, of organization org_");
        admin.send(connection, Map.of("organizationName", "Corp", "organizationId", "org_1"))
                .then()
                .statusCode(400)
                .body(containsString("one of organizationId and organizationName"));
        admin.send(connection, Map.of("organizationName", "Corp", "domains", "no_domain"))
                .then()
                .statusCode(400);
        admin.send(path(id) + "/Google/connection", Map.of("organizationName", "Corp"))
                .then()
                .statusCode(409);
        viewer.send(connection, Map.of("organizationName", "Corp")).then().statusCode(403);

        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"errorStatus\":404,\"operations\":[\"connections.create\"]}]}");
        assertThat(followed(admin.send(path(id) + "/My_Google/connection", Map.of("organizationName", "Other"))))
                .contains("No connection was made", "by hand");
        sandbox.faults("{}");
    }

    @Test
    void aDumpSaysNothingOfThem() {
        String id = portage.createForDump("{}");
        viewer.get(path(id))
                .then()
                .statusCode(200)
                .body(containsString("A dump does not say how providers are set up"));
        String plain = portage.create(pool("{\"users\":1,\"oddities\":false}"));
        viewer.get(path(plain)).then().statusCode(200);
    }
}
