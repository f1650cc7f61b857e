package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.WorkosUser;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checklist finds, and what it leaves to people. */
@QuarkusTest
class VerificationTest extends MigrationTest {

    static JsonNode item(JsonNode verification, String slug) {
        for (JsonNode item : verification.path("items")) {
            if (item.path("item").asText().equals(slug)) {
                return item;
            }
        }
        throw new AssertionError("no " + slug + " in " + verification);
    }

    static String status(JsonNode verification, String slug) {
        return item(verification, slug).path("status").asText();
    }

    static int evidence(JsonNode verification, String slug, String name) {
        JsonNode value = item(verification, slug).path("evidence").path(name);
        assertThat(value.isNumber()).as("%s of %s", name, verification).isTrue();
        return value.asInt();
    }

    private Response attest(String id, String item, String body) {
        return portage.send("PUT", "/migrations/" + id + "/verification/" + item, body);
    }

    private void changeInWorkOs(WorkosUser user, String json) {
        control.send("PUT", "/user_management/users/" + user.id(), json);
    }

    @Test
    void providersAreJudgedByTheirLatestChecks() {
        String id = portage.importPool(pool("{\"users\":200}"), "{}");
        JsonNode unchecked = item(portage.verify(id, "{}"), "providers");
        assertThat(unchecked.path("status").asText()).isEqualTo("unattested");
        assertThat(unchecked.at("/evidence/checks/Google").asText()).isEqualTo("UNCHECKED");

        sandbox.settings("{\"providerRedirectUris\":[\"https://example.com/other\"]}");
        portage.post("/migrations/" + id + "/identity-providers/Google/check");
        assertThat(status(portage.verify(id, "{}"), "providers")).isEqualTo("failed");

        sandbox.settings(
                "{\"providerRedirectUris\":[\"https://auth.workos.com/sso/oauth/google/sandbox123/callback\"]}");
        portage.post("/migrations/" + id + "/identity-providers/Google/check");
        assertThat(status(portage.verify(id, "{}"), "providers")).isEqualTo("passed");
    }

    @Test
    void whatAPersonSaysOfProvidersHoldsUntilOneIsCheckedAnew() {
        String id = portage.importPool(pool("{\"users\":200}"), "{}");
        String check = "/migrations/" + id + "/identity-providers/Google/check";
        sandbox.settings("{\"providerRedirectUris\":[\"https://example.com/other\"]}");
        portage.post(check);
        assertThat(status(portage.verify(id, "{}"), "providers")).isEqualTo("failed");

        assertThat(attest(id, "providers", "{\"passed\":true,\"evidence\":\"Signed in through each\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(status(portage.verify(id, "{}"), "providers")).isEqualTo("passed");

        portage.post(check);
        assertThat(status(portage.verify(id, "{}"), "providers")).isEqualTo("failed");
    }

    @Test
    void everythingArrivedAndPeopleAttestTheRest() {
        String id = portage.importPool(plainPool(230), "{}");
        int reads = control.calls("users.list");
        int writes = control.writes();
        JsonNode done = portage.verify(id, "{}");

        assertThat(done.path("result").asText()).isEqualTo("INCOMPLETE");
        for (String passed : List.of("workos", "users-moved", "reconciliation", "attributes", "sign-ups")) {
            assertThat(status(done, passed)).as("%s", item(done, passed)).isEqualTo("passed");
        }
        assertThat(status(done, "memberships")).isEqualTo("not-applicable");
        assertThat(status(done, "providers")).isEqualTo("not-applicable");
        assertThat(evidence(done, "reconciliation", "inIdMap")).isEqualTo(230);
        assertThat(evidence(done, "reconciliation", "inWorkOS")).isEqualTo(230);
        assertThat(evidence(done, "attributes", "valuesCompared")).isGreaterThanOrEqualTo(200);
        assertThat(evidence(done, "sign-ups", "inPool")).isEqualTo(230);
        assertThat(control.calls("users.list") - reads)
                .as("pages, and no call per user")
                .isEqualTo(3);
        assertThat(control.calls("users.get")).isZero();
        assertThat(control.writes()).isEqualTo(writes);
        assertThat(control.mails()).as("nobody is mailed unasked").isEmpty();

        for (JsonNode open : done.path("items")) {
            if (open.path("status").asText().equals("unattested")) {
                Response attested = attest(id, open.path("item").asText(), """
                                {"passed":true,"evidence":"Seen in staging","by":"Ada"}""");
                assertThat(attested.statusCode()).as(attested.asString()).isEqualTo(200);
            }
        }
        JsonNode attested = portage.verification(id);
        assertThat(attested.path("result").asText()).isEqualTo("PASSED");
        JsonNode builds = item(attested, "application-builds");
        assertThat(builds.path("evidence").path("by").asText()).isEqualTo("Ada");
        assertThat(builds.path("evidence").path("attestedAs").asText()).isEqualTo("admin");
        assertThat(builds.path("at").asText()).isNotBlank();
        attest(id, "application-builds", "{\"passed\":true,\"evidence\":\"Seen\"}");
        assertThat(item(portage.verification(id), "application-builds")
                        .at("/evidence/by")
                        .asText())
                .as("who says no name is the role")
                .isEqualTo("admin");
        assertThat(portage.verify(id, "{}").path("result").asText())
                .as("what was attested stays")
                .isEqualTo("PASSED");
        attest(id, "session-persists", "{\"passed\":false,\"evidence\":\"Signed out at each page\"}");
        assertThat(portage.verification(id).path("result").asText()).isEqualTo("FAILED");
    }

    @Test
    void everyDifferenceIsFoundAndNamed() {
        String pool = pool("{\"users\":400}");
        String id = portage.importPool(pool, "{}");
        List<JsonNode> over = new ArrayList<>(portage.users(id, "state=IMPORTED"));
        over.sort(Comparator.comparing(user -> user.path("sub").asText()));
        String notOver = portage.users(id, "state=SKIPPED").stream()
                .filter(user -> user.path("reason").asText().equals("disabled"))
                .findFirst()
                .orElseThrow()
                .path("sub")
                .asText();
        int before = evidence(portage.verify(id, "{}"), "reconciliation", "inIdMap");
        assertThat(status(portage.verification(id), "reconciliation")).isEqualTo("passed");
        assertThat(status(portage.verification(id), "providers")).isEqualTo("unattested");
        assertThat(before).isEqualTo(over.size());

        WorkosUser missing = inWorkOs(over.get(0).path("sub").asText());
        WorkosUser otherId = inWorkOs(over.get(1).path("sub").asText());
        WorkosUser otherEmail = inWorkOs(over.get(2).path("sub").asText());
        control.send("DELETE", "/user_management/users/" + missing.id(), "");
        changeInWorkOs(otherId, "{\"external_id\":\"somebody-elses\"}");
        changeInWorkOs(otherEmail, "{\"email\":\"other@example.com\"}");
        control.createInWorkOs("{\"email\":\"extra@example.com\",\"external_id\":\"" + notOver + "\"}");
        control.createInWorkOs("{\"email\":\"stranger@example.com\"}");
        WorkosUser lost = over.stream()
                .skip(3)
                .map(user -> inWorkOs(user.path("sub").asText()))
                .filter(user -> user.metadata().size() > 1)
                .findFirst()
                .orElseThrow();
        changeInWorkOs(
                lost, "{\"metadata\":{\"" + lost.metadata().keySet().iterator().next() + "\":\"another\"}}");
        JsonNode found = portage.verify(id, "{}");

        assertThat(found.path("result").asText()).isEqualTo("FAILED");
        assertThat(status(found, "reconciliation")).isEqualTo("failed");
        for (String kind : List.of("missing", "extra", "changedEmail", "changedExternalId")) {
            assertThat(evidence(found, "reconciliation", kind)).as(kind).isEqualTo(1);
        }
        assertThat(evidence(found, "reconciliation", "duplicate")).isZero();
        assertThat(evidence(found, "reconciliation", "unverified")).isZero();
        assertThat(evidence(found, "reconciliation", "strangers")).isEqualTo(1);
        JsonNode examples = item(found, "reconciliation").path("evidence").path("examples");
        assertThat(examples.path("missing").path(0).asText()).isEqualTo(missing.externalId());
        assertThat(examples.path("extra").path(0).asText()).isEqualTo(notOver);
        assertThat(evidence(found, "attributes", "usersWithDifferences")).isEqualTo(1);

        String page = portage.as(token("viewer"))
                .request()
                .accept("text/html")
                .get("/migrations/" + id + "/verification")
                .asString();
        assertThat(page)
                .contains("FAILED", "changedExternalId", String.valueOf(missing.externalId()))
                .doesNotContain("<script", "src=", "<link", "{#", "{row");

        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
        assertThat(portage.verification(id).toString()).doesNotContain(String.valueOf(missing.externalId()));
    }

    @Test
    void anAddressThatShouldBeVerifiedIsMissed() {
        String id = portage.importPool(pool("{\"users\":300}"), "{\"emailVerified\":\"NEVER\"}");
        assertThat(evidence(portage.verify(id, "{}"), "reconciliation", "unverified"))
                .isZero();
        portage.patch(id, "{\"options\":{\"emailVerified\":\"ATTRIBUTE\"}}");

        JsonNode found = portage.verify(id, "{}");
        assertThat(status(found, "reconciliation")).isEqualTo("failed");
        assertThat(evidence(found, "reconciliation", "unverified")).isPositive();
    }

    @Test
    void membershipsAndRolesAreCompared() {
        String organization = control.createOrganization("everybody");
        String id = portage.importPool(
                plainPool(120), "{\"organizationId\":\"%s\",\"roleSlug\":\"admin\"}".formatted(organization));
        assertThat(status(portage.verify(id, "{}"), "memberships")).isEqualTo("passed");

        List<JsonNode> members = new ArrayList<>();
        control.get("/user_management/organization_memberships?limit=2&organization_id=" + organization)
                .path("data")
                .forEach(members::add);
        String path = "/user_management/organization_memberships/";
        control.send("DELETE", path + members.get(0).path("id").asText(), "");
        control.send("PUT", path + members.get(1).path("id").asText(), "{\"role_slug\":\"member\"}");
        JsonNode found = portage.verify(id, "{}");
        assertThat(status(found, "memberships")).isEqualTo("failed");
        assertThat(evidence(found, "memberships", "usersMissing")).isEqualTo(1);
        assertThat(evidence(found, "memberships", "usersWithOtherRole")).isEqualTo(1);
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
    }

    @Test
    void signUpsSinceTheLastRunAreCounted() {
        String pool = plainPool(130);
        String id = portage.importPool(pool, "{}");
        control.addUser(pool, "{\"attributes\":{\"email\":\"new@example.com\"}}");
        control.changeUser(pool, poolUsers(pool).getFirst().sub(), "{\"attributes\":{\"given_name\":\"Somebody\"}}");
        JsonNode found = portage.verify(id, "{}");

        assertThat(status(found, "sign-ups")).isEqualTo("failed");
        assertThat(evidence(found, "sign-ups", "signUps")).isEqualTo(1);
        assertThat(evidence(found, "sign-ups", "changed")).isEqualTo(1);
        portage.importAll(id);
        assertThat(status(portage.verify(id, "{}"), "sign-ups")).isEqualTo("passed");
    }

    @Test
    void aFaultyWorkOsChangesNothingOfWhatIsFound() {
        String id = portage.importPool(plainPool(1200), "{}");
        sandbox.faults("{\"workos\":[{\"errorShare\":0.3},{\"truncated\":0.1}]}");
        JsonNode done = portage.verify(id, "{}");
        assertThat(status(done, "reconciliation")).isEqualTo("passed");
        assertThat(evidence(done, "reconciliation", "inWorkOS")).isEqualTo(1200);
    }
}
