package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whether Cognito can go, as a page. */
@QuarkusTest
class CutoverPageTest extends PageTest {

    @Override
    String page(String path) {
        return viewer.page(path);
    }

    private int users(String path) {
        return page(path).split("<th scope=\"row\">").length - 1;
    }

    @Test
    void saysNoWithReasonsAndLeadsToWhoIsLeft() {
        String pool = plainPool(4);
        sandbox.faults(
                "{\"workos\":[{\"errorShare\":1,\"errorStatus\":422,\"operations\":[\"users.create\"],\"count\":1}]}");
        String id = portage.importPool(pool, "{}");
        sandbox.faults("{}");
        String path = "/dashboard/migrations/" + id;
        String html = page(path + "/cutover");
        assertThat(html)
                .contains(
                        "No, Cognito can't be switched off yet",
                        "Nothing has been verified",
                        "users?left=NOT_IN_WORKOS\"><strong>1</strong>",
                        "users?left=WITHOUT_PASSWORD\"><strong>3</strong>",
                        "<strong>–</strong> Never signed in to WorkOS",
                        "verification#sign-ups",
                        "No password has come over in the last week");
        assertThat(users(path + "/users?left=NOT_IN_WORKOS")).isEqualTo(1);
        assertThat(users(path + "/users?left=WITHOUT_PASSWORD")).isEqualTo(3);
        assertThat(viewer.request()
                        .accept("*/*")
                        .get(path + "/users.csv?left=WITHOUT_PASSWORD")
                        .asString()
                        .lines())
                .hasSize(4);

        assertThat(page(path + "/cutover/application"))
                .contains(
                        pool,
                        "WORKOS_API_KEY",
                        "https://app.example.com/callback",
                        "<summary>nextjs</summary>",
                        "Tokens and sessions",
                        "The way back")
                .doesNotContain("client-secret", "sk_", "<html");
    }

    @Test
    void saysYesWhenNothingStandsAgainstIt() {
        String id = portage.importPool(plainPool(2), "{}");
        portage.awaitMailed(id, portage.mail(id, "{\"withoutCanary\":true,\"perHour\":1000000}"));
        control.mails().forEach(control::follow);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page("/dashboard/migrations/" + id + "/cutover"))
                        .contains("No password is left to come over."));
        portage.verifyAndAttest(id);
        viewer.get("/dashboard/migrations/" + id + "/cutover")
                .then()
                .statusCode(200)
                .body(containsString("Yes, Cognito can be switched off"));
    }

    @Test
    void aDumpHasAPlanToo() {
        String id = portage.createForDump("{}");
        assertThat(page("/dashboard/migrations/" + id + "/cutover")).contains("Nobody has gone over yet");
        assertThat(page("/dashboard/migrations/" + id + "/cutover/application"))
                .contains("The source is a dump, which does not say how the pool is set up");
    }
}
