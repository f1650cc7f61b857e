package dev.portage.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An operator at the dashboard: creates, watches, pauses, resumes, retries. */
@QuarkusTest
class DashboardInBrowserTest extends BrowserTest {

    private Locator linkWith(String text) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(text)));
    }

    private void state(String label) {
        assertThat(page.locator("#state")).hasText(label, patience());
    }

    private String create(String pool) {
        linkWith("New migration").first().click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("acme production");
        page.getByLabel("User pool id").fill(pool);
        page.getByLabel("AWS Region").fill("us-east-1");
        look("new-migration");
        button("Create").click();
        state("Ready");
        return page.url().replaceAll(".*/migrations/([^/?]+).*", "$1");
    }

    @Test
    void createWatchPauseResumeRetry() {
        page.navigate("/");
        look("sign-in");
        signIn("admin");
        String pool = pool("{\"users\":120,\"seed\":7,\"oddities\":true}");
        String id = create(pool);
        look("migration-new");

        portage.budget(60, 1000, 6000);
        sandbox.faults(
                "{\"workos\":[{\"errorShare\":1,\"errorStatus\":422,\"operations\":[\"users.create\"],\"count\":4}]}");
        button("Start import…").click();
        page.getByLabel("Everybody who is new, changed or pending").check();
        look("start-import");
        button("Start").click();
        state("Importing");
        assertThat(page.locator("#live .bar-line").first()).containsText("users a second");
        look("migration-importing");

        button("Pause").click();
        state("Paused");
        look("migration-paused");
        long imported = portage.show(id).path("users").path("imported").asLong();
        assertThat(imported).isLessThan(100);

        portage.budget(100_000, 100_000, 100_000);
        button("Resume").click();
        // The page is told by its own polls.
        state("Completed");
        sandbox.faults("{}");
        assertThat(page.getByText("Rejected by WorkOS").first()).isVisible();
        look("migration-completed");

        button("Retry 4 failed").click();
        assertThat(page.getByText("4 failed before and are tried again.")).isVisible();
        state("Completed");
        assertThat(page.locator("#tile-failed strong")).hasText("0", patience());

        page.locator("#tile-imported").click();
        assertThat(page.getByLabel("State")).hasValue("IMPORTED");
        look("users");
        page.locator("tbody a").first().click();
        button("Diagnose").click();
        assertThat(page.locator("#diagnosis dl")).isVisible();
        look("user");

        linkWith("Options").click();
        look("options");
        linkWith("Runs").click();
        look("runs");
        page.navigate("/dashboard/migrations");
        look("migrations");
        linkWith("Preflight").click();
        assertThat(page.locator("#checks tbody tr").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        look("preflight");
        linkWith("Rate budget").click();
        look("budget");
    }

    @Test
    void aViewerHasNoButtonsThatChangeAnything() {
        String id = portage.importPool(plainPool(2), "{}");
        signIn("viewer");
        page.navigate("/dashboard/migrations/" + id);
        state("Completed");
        assertThat(page.locator("main form")).hasCount(0);
        assertThat(page.locator("main button")).hasCount(0);
        button("Sign out").click();
        page.waitForURL("**/dashboard/sign-in");
    }

    @Test
    void whatCanNotBeTakenBackIsAskedFor() {
        String id = portage.importPool(plainPool(1), "{}");
        signIn("admin");
        page.navigate("/dashboard/migrations/" + id);
        button("Erase data…").click();
        look("erase");
        page.keyboard().press("Escape");
        assertThat(page.locator("#erase-dialog")).isHidden();
        assertThat(portage.show(id).path("erasedAt").isNull()).isTrue();

        button("Erase data…").click();
        page.locator("#erase-confirm").fill(portage.show(id).path("name").asText());
        button("Erase").click();
        assertThat(page.getByText("was erased on")).isVisible();
        look("migration-erased");
    }

    @Test
    void theKeyboardIsEnough() {
        String id = portage.create(plainPool(3));
        signIn("admin");
        page.navigate("/dashboard/migrations/" + id);
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        Locator start = button("Start import…");
        for (int i = 0; i < 30 && !Boolean.TRUE.equals(start.evaluate("it => it === document.activeElement")); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        page.getByLabel("A few users, to try it").press("ArrowDown");
        page.getByLabel("Users with these addresses").press("ArrowDown");
        page.keyboard().press("Enter");
        state("Completed");
        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(3);
    }

    @Test
    void whatIsNotThereSaysSo() {
        signIn("viewer");
        page.navigate("/dashboard/migrations/0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f");
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Migration not found");
        look("not-found");
    }
}
