package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everybody joins the organization that the options name, or a row says why not. */
@QuarkusTest
class MembershipTest extends MigrationTest {

    private static String options(String organization, String role) {
        return "{\"organizationId\":\"%s\",\"roleSlug\":\"%s\"}".formatted(organization, role);
    }

    @Test
    void everybodyJoinsInTheRole() {
        String organization = control.createOrganization("Acme");
        String pool = plainPool(30);
        String id = portage.importPool(pool, options(organization, "editor"));

        Map<String, String> members = control.members(organization);
        assertThat(members).hasSize(30);
        assertThat(members.values()).containsOnly("editor");
        JsonNode counts = portage.show(id).path("memberships");
        assertThat(counts.path("assigned").asInt()).isEqualTo(30);
        assertThat(counts.path("pending").asInt()).isZero();
        JsonNode user = portage.user(id, poolUsers(pool).getFirst().sub());
        assertThat(user.path("memberships").path(0).path("organizationId").asText())
                .isEqualTo(organization);
        assertThat(user.path("memberships").path(0).path("roleSlug").asText()).isEqualTo("editor");
        assertThat(user.path("memberships").path(0).path("state").asText()).isEqualTo("ASSIGNED");
        assertThat(user.path("history").findValuesAsText("what")).containsExactly("created", "membership-assigned");
    }

    @Test
    void withoutARoleItIsTheOrganizationsOwnDefault() {
        String organization = control.createOrganization("Acme");
        portage.importPool(plainPool(3), "{\"organizationId\":\"%s\"}".formatted(organization));
        assertThat(control.members(organization).values())
                .containsOnly("member")
                .hasSize(3);
    }

    @Test
    void answersThatLackWhatTheSdkWantsAreUnderstood() {
        sandbox.settings("{\"leanMemberships\":true}");
        String organization = control.createOrganization("Acme");
        String id = portage.importPool(plainPool(10), options(organization, "admin"));
        assertThat(control.members(organization).values()).containsOnly("admin").hasSize(10);
        assertThat(portage.show(id).path("memberships").path("assigned").asInt())
                .isEqualTo(10);
        assertThat(control.calls("memberships.create")).isEqualTo(10);
    }

    @Test
    void aRoleThatIsMissingIsSaidBeforeAnybodyIsMoved() {
        String organization = control.createOrganization("Acme");
        String id = portage.create(plainPool(5), options(organization, "owner"));
        portage.start(id);

        JsonNode migration = portage.awaitState(id, "FAILED");
        assertThat(migration.path("lastError").asText())
                .contains(organization, "'owner'", "options.roleSlug", "Nobody was moved");
        assertThat(control.calls("users.create")).isZero();
        assertThat(control.calls("ListUsers")).isZero();

        sandbox.settings("{\"roles\":[\"member\",\"owner\"]}");
        assertThat(portage.importAll(id).path("memberships").path("assigned").asInt())
                .isEqualTo(5);
        assertThat(control.members(organization).values()).containsOnly("owner").hasSize(5);
    }

    @Test
    void aRoleThatVanishesMeanwhileIsSaidAndTriedAgainOnceItIsBack() {
        sandbox.faults("{\"workos\":[{\"latencyMillis\":300,\"operations\":[\"users.create\"]}]}");
        String organization = control.createOrganization("Acme");
        String pool = plainPool(5);
        String id = portage.create(pool, options(organization, "editor"));
        portage.start(id);
        portage.awaitThat(id, migration -> control.calls("users.create") > 0);
        sandbox.settings("{\"roles\":[\"member\"]}");
        sandbox.faults("{}");

        JsonNode migration = portage.awaitEnd(id);
        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(5);
        assertThat(migration.path("memberships").path("failed").asInt()).isEqualTo(5);
        String sub = poolUsers(pool).getFirst().sub();
        JsonNode place = portage.user(id, sub).path("memberships").path(0);
        assertThat(place.path("reason").asText()).isEqualTo("rejected");
        assertThat(place.path("detail").asText()).contains("invalid_role");

        sandbox.settings("{\"roles\":[\"member\",\"editor\"]}");
        assertThat(portage.post("/migrations/" + id + "/users/" + sub + "/retry")
                        .statusCode())
                .isEqualTo(202);
        portage.awaitEnd(id);
        assertThat(control.members(organization)).containsOnlyKeys(inWorkOs(sub).id());
        assertThat(portage.retry(id, "{}")).isEqualTo(4);
        migration = portage.awaitEnd(id);
        assertThat(control.members(organization).values())
                .containsOnly("editor")
                .hasSize(5);
        assertThat(migration.path("memberships").path("assigned").asInt()).isEqualTo(5);
        assertThat(control.calls("users.create")).isEqualTo(5);
    }

    @Test
    void anOrganizationThatDoesNotExistIsSaidBeforeAnybodyIsMoved() {
        String id = portage.create(plainPool(2), options("org_01NOTTHERE", "member"));
        portage.start(id);
        assertThat(portage.awaitState(id, "FAILED").path("lastError").asText()).contains("org_01NOTTHERE");
        assertThat(sandbox.workos().userCount()).isZero();
    }

    /** WorkOS has four ways to say so, which the sandbox uses in turn. */
    @Test
    void whoIsAMemberAlreadyIsOne() {
        String organization = control.createOrganization("Acme");
        String pool = plainPool(8);
        for (PoolUser user : poolUsers(pool)) {
            String account = control.createInWorkOs(
                    "{\"email\":\"%s\"}".formatted(user.attribute("email").orElseThrow()));
            control.send(
                    "POST",
                    "/user_management/organization_memberships",
                    "{\"user_id\":\"%s\",\"organization_id\":\"%s\"}".formatted(account, organization));
        }
        String id = portage.importPool(pool, options(organization, "member"));

        assertThat(portage.show(id).path("users").path("linked").asInt()).isEqualTo(8);
        assertThat(portage.show(id).path("memberships").path("assigned").asInt())
                .isEqualTo(8);
        assertThat(control.members(organization)).hasSize(8);
    }

    @Test
    void anOrganizationThatIsNamedLaterIsJoinedByThoseWhoHaveGoneOver() {
        String organization = control.createOrganization("Acme");
        String id = portage.importPool(plainPool(4), "{}");
        portage.patch(id, "{\"options\":%s}".formatted(options(organization, "admin")));
        sandbox.resetCalls();
        portage.importAll(id);

        assertThat(control.members(organization).values()).containsOnly("admin").hasSize(4);
        assertThat(control.writes()).isEqualTo(4);
        assertThat(portage.show(id).path("memberships").path("assigned").asInt())
                .isEqualTo(4);
    }
}
