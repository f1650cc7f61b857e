package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An assessment as a page: started, waited for, and read. */
@QuarkusTest
class AssessmentPageTest extends PageTest {

    private static String path(String id) {
        return "/dashboard/migrations/" + id + "/assessment";
    }

    private String start(String id, Map<String, String> form) {
        return followed(admin.send(path(id), form));
    }

    @Test
    void isStartedWaitedForAndRead() {
        String id = portage.create(pool("{\"users\":300,\"seed\":5}"));
        assertThat(page(path(id))).contains("Nothing is known of this source yet", "Ask for second factors too");
        assertThat(start(id, Map.of("factors", "true"))).contains("The assessment has started.");
        portage.awaitAssessed(id);

        admin.get(path(id) + "/standing").then().statusCode(200).header("HX-Refresh", "true");
        String html = page(path(id));
        assertThat(html)
                .contains(
                        "Recommended for 300 users",
                        "Import everybody at once",
                        "Set up first",
                        "about",
                        "CONFIRMED",
                        "Second factor",
                        "custom:",
                        "Corp_SAML",
                        "The AWS bill",
                        "users.csv",
                        "Assess again…")
                .doesNotContain("hx-trigger=\"every 2s\"");

        Matcher misfit = Pattern.compile("id=\"misfit-no-email\" href=\"([^\"]+)\">(\\d+)<")
                .matcher(html);
        assertThat(misfit.find()).as(html).isTrue();
        String users = page(misfit.group(1));
        assertThat(users.split("<th scope=\"row\">")).hasSize(Integer.parseInt(misfit.group(2)) + 1);
        Matcher example = Pattern.compile("Such as <a href=\"([^\"]+)\"").matcher(html);
        assertThat(example.find()).isTrue();
        page(example.group(1));

        admin.get(path(id) + "/report")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("style-src 'unsafe-inline'"))
                .body(containsString("Recommendation: BULK"));
    }

    @Test
    void isWatchedWhileItIsUnderWay() {
        portage.budget(100, 1, 1000);
        String id = portage.create(plainPool(130));
        String html = start(id, Map.of("do", "assess"));
        assertThat(html)
                .contains("The assessment is under way", "Nothing is written to Cognito or WorkOS.", "every 2s")
                .doesNotContain("data-opens=\"assess-dialog\"");
        admin.get(path(id) + "/standing")
                .then()
                .statusCode(200)
                .header("HX-Refresh", nullValue())
                .body(allOf(containsString("<progress"), not(containsString("<html"))));
        assertThat(start(id, Map.of("do", "assess"))).contains("An assessment was under way already.");
        portage.cancel(id);
        assertThat(page(path(id))).contains("The assessment has failed.");
    }

    @Test
    void aDumpHasNoFactorsAndAViewerNoButton() {
        String id = portage.createForDump("{}");
        assertThat(page(path(id))).contains("Assess…").doesNotContain("name=\"factors\"");
        admin.send(path(id), Map.of("do", "assess")).then().statusCode(409);

        Visitor viewer = Visitor.with(service, token("viewer"));
        viewer.get(path(id)).then().statusCode(200).body(not(containsString("Assess…")));
        viewer.send(path(id), Map.of("do", "assess")).then().statusCode(403);
        admin.get("/dashboard/migrations/" + id + "/users?planned=nonsense")
                .then()
                .statusCode(400);
    }
}
