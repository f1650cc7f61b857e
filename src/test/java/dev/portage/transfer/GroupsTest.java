package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cognito's groups become memberships, as somebody has decided for each. */
@QuarkusTest
class GroupsTest extends MigrationTest {
    private String pool;
    private List<String> subs;

    @BeforeEach
    void twoGroups() {
        pool = pool("{\"users\":12,\"oddities\":false,\"groups\":false}");
        subs = poolUsers(pool).stream().map(PoolUser::sub).toList();
        control.makeGroup(pool, "writers", 5, subs.subList(0, 6));
        control.makeGroup(pool, "chiefs", 1, subs.subList(4, 8));
    }

    private static String in(String organization, String role) {
        return "{\"organizationId\":\"%s\",\"roleSlug\":\"%s\"}".formatted(organization, role);
    }

    private JsonNode place(String id, String sub) {
        return portage.user(id, sub).path("memberships").path(0);
    }

    private String workosId(String sub) {
        return inWorkOs(sub).id();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void groupsAreListedBeforeAnythingElseHasRun() {
        control.makeGroup(pool, pool + "_Google", null, List.of());
        String id = portage.create(pool);

        List<JsonNode> groups = portage.groups(id);

        assertThat(groups)
                .extracting(group -> group.path("name").asText())
                .containsExactly("chiefs", pool + "_Google", "writers");
        JsonNode chiefs = groups.getFirst();
        assertThat(chiefs.path("precedence").asInt()).isEqualTo(1);
        assertThat(chiefs.path("members").isNull()).isTrue();
        assertThat(chiefs.path("organizationId").isNull()).isTrue();
        assertThat(chiefs.path("ignored").asBoolean()).isFalse();
        assertThat(groups.get(1).path("madeByCognito").asBoolean()).isTrue();
        assertThat(groups.get(2).path("madeByCognito").asBoolean()).isFalse();
        portage.groups(id);
        assertThat(control.calls("ListGroups")).isEqualTo(1);
        JsonNode page = Portage.json(portage.get("/migrations/" + id + "/groups?limit=2"));
        assertThat(page.path("items")).hasSize(2);
        assertThat(page.path("next").isNull()).isFalse();
    }

    @Test
    void membersJoinTheOrganizationsThatWereDecidedOn() {
        String writers = control.createOrganization("Writers");
        String id = portage.create(pool);
        portage.decide(id, "writers", in(writers, "editor"));
        JsonNode ignored = portage.decide(id, "chiefs", "{\"ignore\":true}");
        assertThat(ignored.path("ignored").asBoolean()).isTrue();
        portage.importAll(id);

        assertThat(control.members(writers)).hasSize(6);
        assertThat(control.members(writers).values()).containsOnly("editor");
        assertThat(sandbox.workos().membershipCount()).isEqualTo(6);
        assertThat(portage.groups(id))
                .filteredOn(group -> group.path("name").asText().equals("writers"))
                .singleElement()
                .satisfies(group -> assertThat(group.path("members").asInt()).isEqualTo(6));
        assertThat(control.calls("AdminListGroupsForUser")).isZero();
        assertThat(control.calls("ListUsersInGroup")).isEqualTo(1);
        assertThat(portage.show(id).path("memberships").path("assigned").asInt())
                .isEqualTo(6);
    }

    @Test
    void organizationsAreFoundByTheirExternalIdAndCreatedByName() {
        String acme = control.send("POST", "/organizations", "{\"name\":\"Acme\",\"external_id\":\"acme-1\"}")
                .path("id")
                .asText();
        String id = portage.create(pool);
        portage.decide(id, "writers", "{\"organizationExternalId\":\"acme-1\"}");
        assertThat(portage.decide(id, "chiefs", "{\"organizationName\":\"The chiefs\",\"roleSlug\":\"admin\"}")
                        .path("organizationId")
                        .isNull())
                .isTrue();
        portage.importAll(id);
        portage.importAll(id);

        assertThat(control.members(acme).values()).containsOnly("member").hasSize(6);
        JsonNode chiefs = portage.groups(id).getFirst();
        assertThat(chiefs.path("organizationName").asText()).isEqualTo("The chiefs");
        String created = chiefs.path("organizationId").asText();
        assertThat(control.get("/organizations/" + created).path("name").asText())
                .isEqualTo("The chiefs");
        assertThat(control.members(created).values()).containsOnly("admin").hasSize(4);
        assertThat(control.calls("organizations.create")).isEqualTo(2);
    }

    @Test
    void anExternalIdThatNobodyHasIsSaidBeforeAnybodyIsMoved() {
        String id = portage.create(pool);
        portage.decide(id, "writers", "{\"organizationExternalId\":\"nobody\"}");
        portage.start(id);
        assertThat(portage.awaitState(id, "FAILED").path("lastError").asText()).contains("'nobody'");
        assertThat(sandbox.workos().userCount()).isZero();
    }

    @Test
    void rolesThatAreMissingAreSaidWithTheGroupsThatNeedThem() {
        String organization = control.createOrganization("Acme");
        String id = portage.create(pool);
        portage.decide(id, "writers", in(organization, "author"));
        portage.decide(id, "chiefs", in(organization, "chief"));
        portage.start(id);
        assertThat(portage.awaitState(id, "FAILED").path("lastError").asText())
                .contains("'author' of the group 'writers'", "'chief' of the group 'chiefs'");
        assertThat(sandbox.workos().userCount()).isZero();
    }

    @Test
    void whoIsInTwoGroupsHasBothRolesWhereWorkOsAllowsIt() {
        sandbox.settings("{\"multipleRoles\":true}");
        String organization = control.createOrganization("Acme");
        String id = portage.create(pool);
        portage.decide(id, "writers", in(organization, "editor"));
        portage.decide(id, "chiefs", in(organization, "admin"));
        portage.importAll(id);

        assertThat(sandbox.workos().membershipCount()).isEqualTo(8);
        Map<String, List<String>> roles = control.roles(organization);
        assertThat(roles.get(workosId(subs.get(4)))).containsExactly("admin", "editor");
        assertThat(roles.get(workosId(subs.get(0)))).containsExactly("editor");
        assertThat(texts(place(id, subs.get(4)).path("roleSlugs"))).containsExactly("admin", "editor");
    }

    @Test
    void whereOnlyOneRoleFitsThePrecedenceOfTheGroupsDecides() {
        String organization = control.createOrganization("Acme");
        String id = portage.create(pool);
        portage.decide(id, "writers", in(organization, "editor"));
        portage.decide(id, "chiefs", in(organization, "admin"));
        portage.importAll(id);

        Map<String, String> members = control.members(organization);
        assertThat(members).hasSize(8);
        assertThat(members.get(workosId(subs.get(4)))).isEqualTo("admin");
        assertThat(members.get(workosId(subs.get(0)))).isEqualTo("editor");
        assertThat(place(id, subs.get(4)).path("state").asText()).isEqualTo("ASSIGNED");
        assertThat(place(id, subs.get(4)).path("detail").asText()).contains("editor");
    }

    @Test
    void aLaterRunBringsMembershipsUpToDate() {
        String writers = control.createOrganization("Writers");
        String chiefs = control.createOrganization("Chiefs");
        String id = portage.create(pool);
        portage.decide(id, "writers", in(writers, "editor"));
        portage.decide(id, "chiefs", in(chiefs, "admin"));
        portage.importAll(id);
        assertThat(sandbox.workos().membershipCount()).isEqualTo(10);
        control.makeGroup(pool, "writers", 5, subs.subList(1, 7));
        portage.decide(id, "chiefs", in(chiefs, "editor"));
        sandbox.resetCalls();

        portage.importAll(id);

        assertThat(control.members(writers))
                .doesNotContainKey(workosId(subs.get(0)))
                .containsKey(workosId(subs.get(6)))
                .hasSize(6);
        assertThat(control.members(chiefs).values()).containsOnly("editor").hasSize(4);
        assertThat(place(id, subs.get(0)).path("state").asText()).isEqualTo("REMOVED");
        assertThat(portage.user(id, subs.get(0)).path("history").findValuesAsText("what"))
                .endsWith("membership-removed");
        assertThat(control.writes()).isEqualTo(1 + 1 + 4);
        assertThat(portage.show(id).path("memberships").path("assigned").asInt())
                .isEqualTo(10);

        sandbox.resetCalls();
        portage.importAll(id);
        assertThat(control.writes()).isZero();
        control.makeGroup(pool, "writers", 5, subs.subList(0, 7));
        portage.importAll(id);
        assertThat(control.members(writers)).containsKey(workosId(subs.get(0))).hasSize(7);
    }

    @Test
    void aMembershipThatPortageHasNotMadeIsNotEnded() {
        String writers = control.createOrganization("Writers");
        String account = control.createInWorkOs("{\"email\":\"%s\"}"
                .formatted(poolUsers(pool).getFirst().attribute("email").orElseThrow()));
        control.send(
                "POST",
                "/user_management/organization_memberships",
                "{\"user_id\":\"%s\",\"organization_id\":\"%s\"}".formatted(account, writers));
        String id = portage.create(pool);
        portage.decide(id, "writers", in(writers, "editor"));
        portage.importAll(id);
        assertThat(place(id, subs.getFirst()).path("detail").asText()).contains("member already");
        control.makeGroup(pool, "writers", 5, subs.subList(1, 6));

        portage.importAll(id);

        assertThat(control.members(writers)).containsKey(account).hasSize(6);
        assertThat(place(id, subs.getFirst()).path("state").asText()).isEqualTo("REMOVED");
        // So that what is counted as assigned is what WorkOS has.
        control.makeGroup(pool, "writers", 5, subs.subList(0, 6));
        portage.importAll(id);
    }

    @Test
    void whatIsDecidedWronglyIsExplained() {
        String id = portage.create(pool);
        String writers = "/migrations/" + id + "/groups/writers";
        Response unknown = portage.send("PUT", "/migrations/" + id + "/groups/nobody", "{\"ignore\":true}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Portage.json(unknown).path("detail").asText()).contains("no such group");
        Response nothing = portage.send("PUT", writers, "{\"roleSlug\":\"admin\"}");
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(Portage.json(nothing).path("detail").asText()).contains("organizationName");
        Response both = portage.send("PUT", writers, "{\"organizationId\":\"org_01\",\"organizationName\":\"Acme\"}");
        assertThat(both.statusCode()).isEqualTo(400);
    }

    @Test
    void aDecisionIsTakenBackAndWrittenDown() {
        String id = portage.create(pool);
        portage.decide(id, "writers", "{\"ignore\":true}");
        assertThat(portage.delete("/migrations/" + id + "/groups/writers").statusCode())
                .isEqualTo(200);
        assertThat(portage.show(id).path("options").path("groups")).isEmpty();
        assertThat(Portage.json(portage.get("/audit?limit=2")).path("items").findValuesAsText("path"))
                .containsOnly("/migrations/" + id + "/groups/writers");
    }

    @Test
    void groupsOnWhichNobodyHasDecidedAreNamedWhenAnImportStarts() {
        String id = portage.create(pool);
        portage.decide(id, "writers", "{\"ignore\":true}");
        JsonNode run = Portage.json(portage.post("/migrations/" + id + "/imports"));
        assertThat(texts(run.path("warnings")))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("'chiefs'"));
        portage.awaitEnd(id);
    }
}
