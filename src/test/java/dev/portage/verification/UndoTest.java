package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An undo deletes exactly what the migration has created, and nothing else, whatever happens meanwhile. */
@QuarkusTest
class UndoTest extends MigrationTest {
    private static final String PASSWORD = "Correct-Horse-42-Battery";

    private Response undo(String id, String body) {
        return portage.send("POST", "/migrations/" + id + "/undo", body);
    }

    private void begin(String id) {
        String name = portage.show(id).path("name").asText();
        Response begun = undo(id, "{\"confirm\":\"" + name + "\"}");
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(202);
    }

    /** What an undo would do, when it knows that this many have signed in. */
    private JsonNode awaitSignIns(String id, int users) {
        AtomicReference<JsonNode> would = new AtomicReference<>();
        Awaitility.await().until(() -> {
            Response dryRun = undo(id, "{\"dryRun\":true}");
            assertThat(dryRun.statusCode()).isEqualTo(200);
            would.set(Portage.json(dryRun));
            return would.get().path("wouldKeep").path("signed-in-since").asInt() == users;
        });
        return would.get();
    }

    /** Lets a user set a password in WorkOS, and sign in with it. */
    private void signIn(String id, String email) {
        portage.verify(id, "{\"testEmail\":\"" + email + "\"}");
        control.follow(control.mails().getLast());
        portage.verify(id, "{\"testUser\":{\"email\":\"%s\",\"password\":\"%s\"}}".formatted(email, PASSWORD));
    }

    @Test
    void deletesExactlyWhatItHasCreated() {
        String organization = control.createOrganization("everybody");
        String pool = plainPool(40);
        String there = poolUsers(pool).get(7).attribute("email").orElseThrow();
        String linked = control.createInWorkOs("{\"email\":\"" + there + "\",\"email_verified\":true}");
        String stranger = control.createInWorkOs("{\"email\":\"stranger@example.com\"}");
        String id = portage.importPool(pool, "{\"organizationId\":\"" + organization + "\"}");
        signIn(id, poolUsers(pool).get(3).attribute("email").orElseThrow());
        String signedIn = inWorkOs(poolUsers(pool).get(3).sub()).id();
        int writes = control.writes();

        JsonNode would = awaitSignIns(id, 1);
        assertThat(would.path("wouldDelete").asInt()).isEqualTo(38);
        assertThat(would.path("wouldKeep").path("linked").asInt()).isEqualTo(1);
        assertThat(would.path("wouldEndMemberships").asInt()).isEqualTo(1);
        assertThat(would.path("wouldClearExternalIds").asInt()).isEqualTo(1);
        assertThat(would.path("wouldDeleteOrganizations").asInt())
                .as("the organization was there before")
                .isZero();
        Response unconfirmed = undo(id, "{\"confirm\":\"another\"}");
        assertThat(unconfirmed.statusCode()).isEqualTo(400);
        assertThat(unconfirmed.asString()).contains("confirm", "dryRun");
        assertThat(portage.as(token("viewer"))
                        .post("/migrations/" + id + "/undo")
                        .statusCode())
                .isEqualTo(403);
        assertThat(control.writes()).as("nothing has happened").isEqualTo(writes);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("COMPLETED");

        begin(id);
        portage.awaitState(id, "UNDONE");
        assertThat(control.workosUsers().keySet()).containsExactlyInAnyOrder(linked, stranger, signedIn);
        assertThat(control.members(organization).keySet())
                .as("the membership that was made for the linked account is gone too")
                .containsExactly(signedIn);
        assertThat(control.calls("users.delete")).isEqualTo(38);
        assertThat(portage.users(id, "state=SKIPPED&reason=undone"))
                .as("the linked one is as it was before, too")
                .hasSize(39);
        assertThat(control.workosUsers().get(linked).path("external_id").isNull())
                .isTrue();
        assertThat(control.get("/organizations").path("data")).hasSize(1);
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(1);
        JsonNode run = portage.runs(id).getFirst();
        assertThat(run.path("purpose").asText()).isEqualTo("UNDO");
        assertThat(run.path("counts").path("undone").asInt()).isEqualTo(38);
        assertThat(run.path("counts").path("kept").asInt()).isEqualTo(1);
        assertThat(run.path("counts").path("unlinked").asInt()).isEqualTo(1);
        String gone = poolUsers(pool).getLast().sub();
        assertThat(portage.user(id, gone).path("history").toString()).contains("\"created\"", "\"undone\"");
        assertThat(portage.get("/audit").asString()).contains("/migrations/" + id + "/undo");

        Map<String, Integer> refused = Map.of("imports", 409, "verification", 409);
        refused.forEach((call, status) -> assertThat(
                        portage.post("/migrations/" + id + "/" + call).statusCode())
                .as(call)
                .isEqualTo(status));
        assertThat(undo(id, "{\"dryRun\":true}").statusCode()).isEqualTo(409);
        // Whom it deleted it may create again, which the sandbox would count against it.
        control.send("DELETE", "/sandbox/calls", "");
        String again = portage.importPool(pool, "{}");
        assertThat(portage.show(again).path("users").path("imported").asInt()).isEqualTo(38);
        assertThat(portage.show(again).path("users").path("linked").asInt()).isEqualTo(2);
        portage.delete("/migrations/" + id);
    }

    /** What fails at first is sent again, and WorkOS then says that there is a membership: it need not be ours. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void leavesMembershipsThatWereThereBefore(int failures) {
        String organization = control.createOrganization("everybody");
        String pool = plainPool(3);
        String there = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        String linked = control.createInWorkOs("{\"email\":\"" + there + "\",\"email_verified\":true}");
        String membership = control.send(
                        "POST", "/user_management/organization_memberships", """
                {"user_id":"%s","organization_id":"%s"}""".formatted(linked, organization))
                .path("id")
                .asText();
        control.send("POST", "/sandbox/workos/memberships/" + membership + "/age", "");
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"count\":%d,\"operations\":[\"memberships.create\"]}]}"
                .formatted(failures));
        String id = portage.importPool(pool, "{\"organizationId\":\"" + organization + "\"}");
        assertThat(control.members(organization)).hasSize(3);

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(control.workosUsers().keySet()).containsExactly(linked);
        assertThat(control.members(organization).keySet()).containsExactly(linked);
        portage.delete("/migrations/" + id);
    }

    @Test
    void deletesThoseWhoHaveSignedInOnlyWhenAsked() {
        String pool = plainPool(4);
        String id = portage.importPool(pool, "{}");
        signIn(id, poolUsers(pool).getFirst().attribute("email").orElseThrow());
        String name = portage.show(id).path("name").asText();
        Response begun = undo(id, "{\"confirm\":\"%s\",\"includeSignedIn\":true}".formatted(name));

        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(Portage.json(begun).path("wouldDelete").asInt()).isEqualTo(4);
        assertThat(Portage.json(begun).path("wouldKeep").path("signed-in-since").asInt())
                .isZero();
        portage.awaitState(id, "UNDONE");
        assertThat(control.workosUsers()).isEmpty();
    }

    @Test
    void goesOnThroughFaultsAndPauses() {
        String id = portage.importPool(plainPool(300), "{}");
        sandbox.faults("""
                {"workos":[{"errorShare":0.2,"operations":["users.delete","users.get"]},
                 {"lostAfterWrite":0.2,"operations":["users.delete"]},
                 {"latencyMillis":40,"operations":["users.delete"]}]}""");
        begin(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("imported").asInt() < 280);
        portage.pause(id);
        Response importing = portage.post("/migrations/" + id + "/imports");
        assertThat(importing.statusCode()).isEqualTo(409);
        assertThat(Portage.json(importing).path("detail").asText()).contains("undone");
        assertThat(portage.show(id).path("users").path("imported").asInt()).isPositive();
        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":0.2,\"operations\":[\"users.delete\"]}]}");
        assertThat(portage.resume(id).path("state").asText()).isEqualTo("UNDOING");
        portage.awaitState(id, "UNDONE");

        assertThat(control.workosUsers()).isEmpty();
        assertThat(portage.show(id).path("users").path("skipped").asInt()).isEqualTo(300);
    }

    @Test
    void whatACancelledImportHasCreatedIsDeletedToo() {
        String pool = plainPool(300);
        String id = portage.create(pool);
        sandbox.faults("{\"workos\":[{\"latencyMillis\":100}]}");
        portage.start(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("imported").asInt() > 20);
        Response running = undo(id, "{\"dryRun\":true}");
        assertThat(Portage.json(running).path("type").asText()).isEqualTo("migration-running");
        portage.cancel(id);
        sandbox.faults("{}");
        Awaitility.await().until(() -> {
            String name = portage.show(id).path("name").asText();
            return undo(id, "{\"confirm\":\"" + name + "\"}").statusCode() == 202;
        });
        portage.awaitState(id, "UNDONE");
        assertThat(control.workosUsers()).isEmpty();
    }

    /** Two groups that lead into organizations which Portage makes, and one into an organization that was there. */
    private String importGroups(String pool) {
        String id = decideGroups(pool);
        portage.importAll(id);
        return id;
    }

    private String decideGroups(String pool) {
        List<String> subs = poolUsers(pool).stream().map(PoolUser::sub).toList();
        control.makeGroup(pool, "writers", 1, subs.subList(0, 3));
        control.makeGroup(pool, "readers", 2, subs.subList(3, 6));
        control.makeGroup(pool, "staff", 3, subs.subList(6, 8));
        control.send("POST", "/organizations", "{\"name\":\"Staff\",\"external_id\":\"staff-1\"}");
        String id = portage.create(pool);
        portage.decide(id, "writers", "{\"organizationName\":\"Writers\"}");
        portage.decide(id, "readers", "{\"organizationName\":\"Readers\"}");
        portage.decide(id, "staff", "{\"organizationExternalId\":\"staff-1\"}");
        return id;
    }

    private String poolOfEight() {
        return pool("{\"users\":8,\"oddities\":false,\"groups\":false}");
    }

    private List<String> organizations() {
        return control.get("/organizations").path("data").findValuesAsText("name");
    }

    @Test
    void deletesTheOrganizationsThatItHasMadeAndNoOthers() {
        String id = importGroups(poolOfEight());
        assertThat(organizations()).containsExactlyInAnyOrder("Staff", "Writers", "Readers");
        assertThat(Portage.json(undo(id, "{\"dryRun\":true}"))
                        .path("wouldDeleteOrganizations")
                        .asInt())
                .isEqualTo(2);

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(organizations()).containsExactly("Staff");
        assertThat(control.workosUsers()).isEmpty();
        JsonNode run = portage.runs(id).getFirst();
        assertThat(run.path("counts").path("organizationsUndone").asInt()).isEqualTo(2);
        assertThat(run.path("lastError").isNull()).isTrue();
    }

    @Test
    void leavesAnOrganizationInWhichOthersAreByThen() {
        String id = importGroups(poolOfEight());
        String writers = organization(id, "writers");
        String readers = organization(id, "readers");
        String stranger = control.createInWorkOs("{\"email\":\"stranger@example.com\"}");
        control.send("POST", "/user_management/organization_memberships", """
                {"user_id":"%s","organization_id":"%s"}""".formatted(stranger, writers));
        control.send("POST", "/connections", """
                {"organization_id":"%s","name":"by hand","external_id":"by-hand","connection_type":"GenericSAML"}""".formatted(readers));

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(organizations()).containsExactlyInAnyOrder("Staff", "Writers", "Readers");
        assertThat(control.members(writers).keySet()).containsExactly(stranger);
        JsonNode run = portage.runs(id).getFirst();
        assertThat(run.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(run.path("counts").path("organizationsKept").asInt()).isEqualTo(2);
        assertThat(run.path("lastError").asText())
                .contains(writers + " has other members", readers + " has SSO connections");
    }

    private String organization(String id, String group) {
        return portage.groups(id).stream()
                .filter(each -> each.path("name").asText().equals(group))
                .map(each -> each.path("organizationId").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deletesTheConnectionThatItHasMadeWithItsOrganization() {
        String pool = pool("{\"users\":4,\"oddities\":false}");
        String id = portage.importPool(pool, "{}");
        portage.send(
                "POST",
                "/migrations/" + id + "/identity-providers/Corp_SAML/connection",
                "{\"organizationName\":\"Corp\"}");
        assertThat(organizations()).containsExactly("Corp");

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(organizations()).isEmpty();
        assertThat(control.get("/connections").path("data")).isEmpty();
    }

    @Test
    void anOrganizationIsItsOwnThoughTheAnswerToItsCreationWasLost() {
        String id = decideGroups(poolOfEight());
        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":1,\"count\":1,\"operations\":[\"organizations.create\"]}]}");
        portage.importAll(id);
        sandbox.faults("{}");

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(organizations()).containsExactly("Staff");
    }

    @Test
    void anOrganizationOfAnotherMigrationIsNotItsOwn() {
        String first = importGroups(poolOfEight());
        String pool = plainPool(0);
        String sub = control.addUser(pool, "{\"attributes\":{\"email\":\"author@example.com\"}}");
        control.makeGroup(pool, "authors", 1, List.of(sub));
        String second = portage.create(pool);
        portage.decide(second, "authors", "{\"organizationName\":\"Writers\"}");
        portage.importAll(second);
        assertThat(Portage.json(undo(second, "{\"dryRun\":true}"))
                        .path("wouldDeleteOrganizations")
                        .asInt())
                .isZero();

        begin(second);
        portage.awaitState(second, "UNDONE");

        assertThat(organizations()).contains("Writers");
        assertThat(control.members(organization(first, "writers"))).hasSize(3);
    }

    @Test
    void endsAMembershipWhoseIdIsNotKnown() {
        String organization = control.createOrganization("everybody");
        String pool = plainPool(3);
        String there = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        String linked = control.createInWorkOs("{\"email\":\"" + there + "\",\"email_verified\":true}");
        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":1,\"count\":3,\"operations\":[\"memberships.create\"]}]}");
        String id = portage.importPool(pool, "{\"organizationId\":\"" + organization + "\"}");
        sandbox.faults("{}");
        assertThat(control.members(organization)).hasSize(3);

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(control.workosUsers().keySet()).containsExactly(linked);
        assertThat(control.members(organization)).isEmpty();
    }

    @Test
    void leavesAnExternalIdThatWasThereBefore() {
        String pool = plainPool(2);
        PoolUser user = poolUsers(pool).getFirst();
        String known = control.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true,\"external_id\":\"%s\"}"
                .formatted(user.attribute("email").orElseThrow(), user.sub()));
        sandbox.resetCalls();
        String id = portage.importPool(pool, "{}");

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(control.workosUsers().get(known).path("external_id").asText())
                .isEqualTo(user.sub());
        assertThat(portage.user(id, user.sub()).path("state").asText()).isEqualTo("LINKED");
    }

    @Test
    void takesItsExternalIdAwayThoughTheAnswerToLinkingWasLost() {
        String pool = plainPool(1);
        String there = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        String linked = control.createInWorkOs("{\"email\":\"" + there + "\",\"email_verified\":true}");
        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":1,\"count\":1,\"operations\":[\"users.update\"]}]}");
        String id = portage.importPool(pool, "{}");
        sandbox.faults("{}");
        assertThat(inWorkOs(poolUsers(pool).getFirst().sub()).id()).isEqualTo(linked);

        begin(id);
        portage.awaitState(id, "UNDONE");

        assertThat(control.workosUsers().get(linked).path("external_id").isNull())
                .isTrue();
    }

    /** However many users there are: the plan is what the rows know, and asks WorkOS for none of them. */
    @Test
    void thePlanIsShownWithoutWorkOs() {
        String id = portage.importPool(plainPool(5), "{}");
        sandbox.faults("{\"workos\":{\"outage\":true}}");
        sandbox.resetCalls();

        Response dryRun = undo(id, "{\"dryRun\":true}");

        assertThat(dryRun.statusCode()).as(dryRun.asString()).isEqualTo(200);
        assertThat(Portage.json(dryRun).path("wouldDelete").asInt()).isEqualTo(5);
        assertThat(Portage.json(dryRun).path("signInsKnownUpTo").asText()).isNotEmpty();
        assertThat(control.calls("users.list") + control.calls("users.get")).isZero();
    }
}
