package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.WorkosUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checklist finds, what it leaves to people, and that it mails nobody unasked. */
@QuarkusTest
class VerificationTest extends MigrationTest {

    private static JsonNode item(JsonNode verification, String slug) {
        for (JsonNode item : verification.path("items")) {
            if (item.path("item").asText().equals(slug)) {
                return item;
            }
        }
        throw new AssertionError("no " + slug + " in " + verification);
    }

    private static String status(JsonNode verification, String slug) {
        return item(verification, slug).path("status").asText();
    }

    private static int evidence(JsonNode verification, String slug, String name) {
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
    void oneMailGoesToTheAddressThatIsNamedAndOneUserSignsIn() {
        String pool = plainPool(5);
        String id = portage.importPool(pool, "{}");
        String email = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        JsonNode nobody = portage.verify(id, "{\"testEmail\":\"nobody@example.org\"}");
        assertThat(status(nobody, "password-reset")).isEqualTo("failed");
        JsonNode mailed = portage.verify(id, "{\"testEmail\":\"" + email + "\"}");

        assertThat(status(mailed, "password-reset")).isEqualTo("passed");
        assertThat(status(mailed, "mails-arrive")).isEqualTo("unattested");
        assertThat(control.mails()).hasSize(1);
        assertThat(control.mailsByAddress()).containsKey(email);
        assertThat(mailed.toString()).as("no address in the report").doesNotContain(email);
        assertThat(status(portage.verify(id, "{}"), "password-reset"))
                .as("stays")
                .isEqualTo("passed");
        assertThat(control.mails()).hasSize(1);

        control.follow(control.mails().getFirst());
        String user = "{\"testUser\":{\"email\":\"%s\",\"password\":\"%s\"}}";
        JsonNode wrong = portage.verify(id, user.formatted(email, "Wrong-Password-1234"));
        assertThat(status(wrong, "sign-in")).isEqualTo("failed");
        JsonNode right = portage.verify(id, user.formatted(email, "Correct-Horse-42-Battery"));
        assertThat(status(right, "sign-in")).isEqualTo("passed");
        assertThat(right.toString()).doesNotContain("Correct-Horse");
    }

    @Test
    void whereWorkOsRefusesThatIsWhatItFinds() {
        String id = portage.importPool(plainPool(20), "{}");
        sandbox.faults("{\"workos\":[{\"unauthorized\":true}]}");
        JsonNode refused = portage.verify(id, "{}");
        sandbox.faults("{}");

        assertThat(refused.path("result").asText()).isEqualTo("FAILED");
        assertThat(item(refused, "workos").path("evidence").path("detail").asText())
                .contains("WORKOS_API_KEY");
        assertThat(status(refused, "reconciliation")).isEqualTo("unattested");
        assertThat(portage.verify(id, "{}").path("result").asText()).isEqualTo("INCOMPLETE");
    }

    @Test
    void aFaultyWorkOsChangesNothingOfWhatIsFound() {
        String id = portage.importPool(plainPool(1200), "{}");
        sandbox.faults("{\"workos\":[{\"errorShare\":0.3},{\"truncated\":0.1}]}");
        JsonNode done = portage.verify(id, "{}");
        assertThat(status(done, "reconciliation")).isEqualTo("passed");
        assertThat(evidence(done, "reconciliation", "inWorkOS")).isEqualTo(1200);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        String pool = plainPool(300);
        String id = portage.create(pool);
        String path = "/migrations/" + id + "/verification";
        assertThat(portage.get(path).statusCode()).isEqualTo(404);
        assertThat(portage.as(token("viewer")).post(path).statusCode()).isEqualTo(403);
        assertThat(portage.send("POST", path, "{\"testEmail\":\"no address\"}").statusCode())
                .isEqualTo(400);
        assertThat(attest(id, "reconciliation", "{\"passed\":true,\"evidence\":\"I say so\"}")
                        .statusCode())
                .isEqualTo(409);
        Response unknown = attest(id, "weather", "{\"passed\":true,\"evidence\":\"sunny\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Portage.json(unknown).path("detail").asText()).contains("session-persists");
        assertThat(attest(id, "mails-arrive", "{\"passed\":true}").statusCode()).isEqualTo(400);

        sandbox.faults("{\"workos\":[{\"latencyMillis\":300}]}");
        portage.start(id);
        Response importing = portage.post(path);
        assertThat(importing.statusCode()).isEqualTo(409);
        assertThat(Portage.json(importing).path("type").asText()).isEqualTo("migration-running");
        sandbox.faults("{}");
        portage.awaitEnd(id);
        sandbox.faults("{\"workos\":[{\"latencyMillis\":1000}]}");
        assertThat(portage.post(path).statusCode()).isEqualTo(202);
        assertThat(portage.post(path).statusCode()).as("the one under way").isEqualTo(200);
        Response late = portage.send("POST", path, "{\"testEmail\":\"a@example.com\"}");
        assertThat(Portage.json(late).path("type").asText()).isEqualTo("verification-running");
        portage.awaitVerified(id);
    }
}
