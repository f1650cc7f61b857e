package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.sandbox.PoolUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is about to go over with something undone is said before it happens, with the way to mend it. */
@QuarkusTest
class CautionsOnPagesTest extends PageTest {
    private static final String CALLBACK = "https://auth.workos.com/sso/oauth/google/sandbox123/callback";

    @Test
    void providersThatHaveNotPassedTheirCheck() {
        String id = portage.create(pool("{\"users\":1000}"));
        String path = "/dashboard/migrations/" + id;
        assertThat(page(path)).contains("Nothing has been read yet, so nobody can say", path + "/assessment\">");
        assertThat(page(path + "/cautions")).doesNotContain("banner");

        portage.assess(id);
        portage.awaitAssessed(id);
        String before = page(path);
        assertThat(before)
                .contains(
                        "can sign in through Google only, and its check has not been made",
                        "can sign in through Corp_SAML only",
                        path + "/identity-providers\">To the providers</a>")
                .doesNotContain("Nothing has been read yet, so");
        // On the page, and in the dialog that starts an import.
        assertThat(before.split("through Google only")).hasSize(3);

        sandbox.settings("{\"providerRedirectUris\":[\"" + CALLBACK + "\"]}");
        admin.press(path + "/identity-providers/Google/check").then().statusCode(303);
        assertThat(page(path + "/cautions")).contains("through Corp_SAML only").doesNotContain("through Google only");
        admin.press(path + "/identity-providers/Corp_SAML/check").then().statusCode(303);
        assertThat(page(path + "/cautions")).contains("through Corp_SAML only, and its check has failed");

        portage.start(id);
        portage.awaitEnd(id);
        // Whoever was to go over has, and those who stay behind are told of elsewhere.
        assertThat(page(path + "/cautions")).doesNotContain("through Corp_SAML only");
    }

    @Test
    void groupsThatNobodyHasDecidedOn() {
        String pool = pool("{\"users\":4,\"oddities\":false,\"groups\":false}");
        List<String> subs = poolUsers(pool).stream().map(PoolUser::sub).toList();
        control.makeGroup(pool, "writers", 5, subs);
        control.makeGroup(pool, "chiefs", 1, subs);
        String id = portage.create(pool);
        String path = "/dashboard/migrations/" + id;
        page(path + "/groups");
        assertThat(page(path + "/cautions"))
                .contains(
                        "Nobody has decided what becomes of 2 groups of the pool, such as “chiefs”",
                        path + "/groups\">Decide on the groups</a>");
        for (String group : List.of("writers", "chiefs")) {
            admin.send(path + "/groups/decide", Map.of("name", group, "fate", "ignore"))
                    .then()
                    .statusCode(303);
        }
        assertThat(page(path + "/cautions")).doesNotContain("banner");
    }
}
