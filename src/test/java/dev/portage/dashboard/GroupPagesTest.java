package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.portage.sandbox.PoolUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the pool's groups is seen and decided on their pages. */
@QuarkusTest
class GroupPagesTest extends PageTest {

    private String pool;

    @BeforeEach
    void makeGroups() {
        pool = pool("{\"users\":4,\"oddities\":false,\"groups\":false}");
        List<String> subs = poolUsers(pool).stream().map(PoolUser::sub).toList();
        control.makeGroup(pool, "writers&editors", 5, subs.subList(0, 3));
        control.makeGroup(pool, "eu+chiefs", 1, subs.subList(2, 4));
    }

    private static String groups(String id) {
        return "/dashboard/migrations/" + id + "/groups";
    }

    private String decided(String id, Map<String, String> decision) {
        return followed(admin.send(groups(id) + "/decide", decision));
    }

    @Test
    void theyAreDecidedOnAndCarriedOver() {
        String organization = control.createOrganization("Chiefs");
        String id = portage.create(pool);

        assertThat(page(groups(id)))
                .contains(
                        "eu+chiefs", "writers&amp;editors", "not counted yet", "Undecided", "decide?name=eu%2Bchiefs");
        assertThat(page(groups(id) + "/decide?name=eu%2Bchiefs")).contains("value=\"undecided\" checked");
        assertThat(decided(
                        id,
                        Map.of(
                                "name", "eu+chiefs",
                                "fate", "organizationId",
                                "organizationId", organization,
                                "roleSlug", "admin")))
                .contains("Decided what becomes of “eu+chiefs”", "Joins", organization, "as admin");
        assertThat(decided(
                        id,
                        Map.of(
                                "name", "writers&editors",
                                "fate", "organizationName",
                                "organizationName", "The <writers>")))
                .contains("“The &lt;writers&gt;”, which Portage creates, as its default role");

        portage.importAll(id);
        assertThat(control.members(organization)).hasSize(2);
        assertThat(control.members(organization).values()).containsOnly("admin");
        assertThat(page(groups(id))).contains("class=\"number\">3<", "class=\"number\">2<");
        assertThat(page(groups(id) + "/decide?name=eu%2Bchiefs"))
                .contains("value=\"organizationId\" checked", "value=\"" + organization + "\"");
    }

    @Test
    void aDecisionIsIgnoringAndIsTakenBack() {
        String id = portage.create(pool);
        assertThat(decided(id, Map.of("name", "eu+chiefs", "fate", "ignore"))).contains("Ignored");
        assertThat(decided(id, Map.of("name", "eu+chiefs", "fate", "undecided")))
                .doesNotContain("Ignored");
        assertThat(portage.show(id).path("options").path("groups")).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedIsKept() {
        String id = portage.create(pool);
        admin.send(
                        groups(id) + "/decide",
                        Map.of("name", "eu+chiefs", "fate", "organizationId", "organizationId", "nonsense"))
                .then()
                .statusCode(400)
                .body(allOf(containsString("href=\"#organizationId\""), containsString("value=\"nonsense\"")));
        admin.send(groups(id) + "/decide", Map.of("name", "eu+chiefs", "fate", "organizationName"))
                .then()
                .statusCode(400)
                .body(containsString("href=\"#organizationName\""));
        admin.send(groups(id) + "/decide", Map.of("name", "eu+chiefs", "fate", "other"))
                .then()
                .statusCode(400)
                .body(containsString("href=\"#fate\""));
        admin.get(groups(id) + "/decide?name=nobody").then().statusCode(404);
    }

    @Test
    void manyComePageByPage() {
        for (int i = 0; i < 60; i++) {
            control.makeGroup(pool, "team" + (100 + i), null, List.of());
        }
        String id = portage.create(pool);
        int shown = 0;
        String next = groups(id);
        while (next != null) {
            String html = page(next);
            shown += html.split("<th scope=\"row\">").length - 1;
            var link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(html);
            next = link.find() ? link.group(1) : null;
        }
        assertThat(shown).isEqualTo(62);
    }

    @Test
    void aDumpHasNoneAndAViewerDecidesNothing() {
        assertThat(page(groups(portage.createForDump("{}")))).contains("A dump has no groups");
        String id = portage.create(pool);
        Visitor viewer = Visitor.with(service, token("viewer"));
        viewer.get(groups(id)).then().statusCode(200).body(not(containsString("/decide")));
        viewer.send(groups(id) + "/decide", Map.of("name", "eu+chiefs", "fate", "ignore"))
                .then()
                .statusCode(403);
    }
}
