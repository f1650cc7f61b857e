package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether this service can do its work, and which pools there are. */
@QuarkusTest
class PreflightTest extends MigrationTest {

    private JsonNode preflight() {
        Response response = portage.as(token("viewer")).get("/preflight");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Portage.json(response);
    }

    private static List<String> failed(JsonNode preflight) {
        List<String> failed = new ArrayList<>();
        for (JsonNode item : preflight.path("items")) {
            if (item.path("status").asText().equals("failed")) {
                failed.add(item.path("item").asText());
            }
        }
        return failed;
    }

    private static JsonNode item(JsonNode preflight, String name) {
        for (JsonNode item : preflight.path("items")) {
            if (item.path("item").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no " + name + " in " + preflight);
    }

    @Test
    void everythingPassesAndNothingIsWritten() {
        String organization = control.createOrganization("acme");
        portage.create(plainPool(3), "{\"organizationId\":\"%s\",\"roleSlug\":\"admin\"}".formatted(organization));
        sandbox.resetCalls();
        JsonNode preflight = preflight();

        // Other tests' migrations are live too, with pools and organizations that are gone.
        assertThat(item(preflight, "workos.api-key").path("status").asText()).isEqualTo("passed");
        assertThat(item(preflight, "workos.client-id").path("status").asText()).isEqualTo("passed");
        assertThat(item(preflight, "database.version").path("status").asText()).isEqualTo("passed");
        assertThat(item(preflight, "database.rights").path("status").asText()).isEqualTo("passed");
        assertThat(item(preflight, "clock").path("status").asText()).isEqualTo("passed");
        assertThat(item(preflight, "workos.role").path("status").asText()).isNotEqualTo("not-applicable");
        assertThat(control.writes()).isZero();
        assertThat(preflight.toString()).doesNotContain("sk_sandbox");
    }

    @Test
    void whatIsMissingIsNamedWithWhatToChange() {
        String pool = plainPool(3);
        String named = "/preflight?userPoolId=" + pool + "&region=us-east-1";
        JsonNode fine = Portage.json(portage.get(named));
        assertThat(fine.path("items").findValuesAsText("item")).contains("cognito-idp:ListUsers");
        assertThat(failed(fine)).noneMatch(item -> item.startsWith("cognito-idp"));

        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:ListUsersInGroup\"]}]}");
        JsonNode denied = Portage.json(portage.get(named));
        assertThat(denied.path("ready").asBoolean()).isFalse();
        assertThat(failed(denied)).contains("cognito-idp:ListUsersInGroup").doesNotContain("cognito-idp:ListUsers");
        assertThat(item(denied, "cognito-idp:ListUsersInGroup").path("detail").asText())
                .contains("allow cognito-idp:ListUsersInGroup", pool);

        sandbox.faults("{\"workos\":[{\"unauthorized\":true}]}");
        JsonNode refused = Portage.json(portage.get(named));
        assertThat(item(refused, "workos.api-key").path("detail").asText()).contains("WORKOS_API_KEY");
        assertThat(item(refused, "workos.client-id").path("status").asText()).isEqualTo("not-applicable");
    }

    @Test
    void organizationsAndRolesThatOptionsNameMustBeThere() {
        String organization = control.createOrganization("acme");
        portage.create(plainPool(3), """
                {"organizationId":"org_nowhere","groups":[{"group":"admins","organizationId":"%s","roleSlug":"emperor"}]}""".formatted(organization));
        JsonNode preflight = preflight();
        assertThat(item(preflight, "workos.organization").path("detail").asText())
                .contains("org_nowhere");
        assertThat(item(preflight, "workos.role").path("detail").asText()).contains(organization, "emperor");
    }

    @Test
    void aPoolIsNamedInFull() {
        Response half = portage.get("/preflight?userPoolId=us-east-1_Test");
        assertThat(half.statusCode()).isEqualTo(400);
        assertThat(Portage.json(half).path("errors").path(0).path("field").asText())
                .isEqualTo("region");
    }

    @Test
    void poolsAreListedPageByPage() {
        String one = plainPool(1);
        String other = plainPool(1);
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            Response page = portage.as(token("viewer")).get("/user-pools?limit=2" + after);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            Portage.json(page).path("items").forEach(item -> {
                ids.add(item.path("userPoolId").asText());
                assertThat(item.path("region").asText()).isEqualTo("us-east-1");
            });
            JsonNode next = Portage.json(page).path("next");
            after = next.isNull() ? "" : "&after=" + next.asText();
        } while (!after.isEmpty());
        assertThat(ids).contains(one, other).doesNotHaveDuplicates();

        assertThat(portage.get("/user-pools?region=nowhere").statusCode()).isEqualTo(502);
        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:ListUserPools\"]}]}");
        Response denied = portage.get("/user-pools");
        assertThat(denied.statusCode()).isEqualTo(502);
        assertThat(Portage.json(denied).path("detail").asText()).contains("cognito-idp:ListUserPools");
    }
}
