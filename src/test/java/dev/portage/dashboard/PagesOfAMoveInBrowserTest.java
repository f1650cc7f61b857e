package dev.portage.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** An operator decides, prepares providers, verifies, and sees whether Cognito can go. */
@QuarkusTest
class PagesOfAMoveInBrowserTest extends BrowserTest {

    private void shows(String text) {
        assertThat(page.getByText(text).first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
    }

    private void unfold(String summary) {
        page.locator("summary", new Page.LocatorOptions().setHasText(summary))
                .first()
                .click();
    }

    @Test
    void assess() {
        String id = portage.create(pool("{\"users\":1500,\"seed\":11}"));
        signIn("admin");
        page.navigate("/dashboard/migrations/" + id);
        link("Assessment").click();
        look("assessment-none");
        portage.budget(100, 1, 1000);
        button("Assess…").first().click();
        look("assess");
        button("Assess").click();
        shows("The assessment is under way");
        look("assessment-running");
        portage.budget(100_000, 100_000, 100_000);
        // The page is told by its own polls.
        shows("What will not fit");
        look("assessment");
        page.locator("#misfit-no-email").click();
        assertThat(page.getByLabel("Plan")).hasValue("wouldSkip(no-email)");
        look("users-planned");
    }

    @Test
    void prepareProviders() {
        String id = portage.importPool(pool("{\"users\":200}"), "{}");
        signIn("admin");
        page.navigate("/dashboard/migrations/" + id);
        link("Providers").click();
        look("providers");
        Locator google = page.locator("#provider-Google");
        google.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Check Google"))
                .click();
        shows("The check of Google has");
        unfold("Recipe for Google");
        unfold("How Google is set up in Cognito");
        google.getByText("Reveal the secret").click();
        assertThat(google.getByText("google-secret-in-clear")).isVisible();
        unfold("Create a connection for Corp_SAML");
        look("provider");
    }

    @Test
    void verifyAndCutOver() {
        String id = portage.importPool(plainPool(30), "{}");
        signIn("admin");
        page.navigate("/dashboard/migrations/" + id);
        link("Verification").click();
        look("verification-none");
        button("Verify…").first().click();
        look("verify");
        button("Verify").click();
        shows("Incomplete");
        unfold("Say how it stands: A session persists");
        look("verification");
        Locator item = page.locator("#session-persists");
        item.getByLabel("It has passed").check();
        item.getByLabel("What you have seen").fill("Signed in, went through all pages.");
        item.getByLabel("Your name").fill("Ada");
        item.getByText("Record it").click();
        shows("Said by Ada, as admin");

        link("Cutover").click();
        assertThat(page.getByText("The way back")).isVisible();
        unfold("nextjs");
        look("cutover");
        page.locator("#left-without-password").click();
        assertThat(page.getByLabel("Left over")).hasValue("WITHOUT_PASSWORD");
    }
}
