package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

        Response dryRun = undo(id, "{\"dryRun\":true}");
        assertThat(dryRun.statusCode()).isEqualTo(200);
        JsonNode would = Portage.json(dryRun);
        assertThat(would.path("wouldDelete").asInt()).isEqualTo(38);
        assertThat(would.path("wouldKeep").path("signed-in-since").asInt()).isEqualTo(1);
        assertThat(would.path("wouldKeep").path("linked").asInt()).isEqualTo(1);
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
        assertThat(portage.users(id, "state=SKIPPED&reason=undone")).hasSize(38);
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(1);
        JsonNode run = portage.runs(id).getFirst();
        assertThat(run.path("purpose").asText()).isEqualTo("UNDO");
        assertThat(run.path("counts").path("undone").asInt()).isEqualTo(38);
        assertThat(run.path("counts").path("kept").asInt()).isEqualTo(1);
        String gone = portage.users(id, "reason=undone").getFirst().path("sub").asText();
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

    @Test
    void leavesMembershipsThatWereThereBefore() {
        String organization = control.createOrganization("everybody");
        String pool = plainPool(3);
        String there = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        String linked = control.createInWorkOs("{\"email\":\"" + there + "\",\"email_verified\":true}");
        control.send("POST", "/user_management/organization_memberships", """
                {"user_id":"%s","organization_id":"%s"}""".formatted(linked, organization));
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
        org.awaitility.Awaitility.await().until(() -> {
            String name = portage.show(id).path("name").asText();
            return undo(id, "{\"confirm\":\"" + name + "\"}").statusCode() == 202;
        });
        portage.awaitState(id, "UNDONE");
        assertThat(control.workosUsers()).isEmpty();
    }
}
