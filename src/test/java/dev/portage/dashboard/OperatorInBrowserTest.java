package dev.portage.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.portage.sandbox.PoolUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator at the dashboard after an import: mails password resets, decides on groups, undoes. */
@QuarkusTest
class OperatorInBrowserTest extends BrowserTest {

    private void open(String id) {
        signIn("admin");
        page.navigate("/dashboard/migrations/" + id);
    }

    @Test
    void resetCampaignWithCanary() {
        String id = portage.importPool(plainPool(12), "{}");
        open(id);
        link("Password resets").click();
        look("campaigns-none");
        link("New campaign…").click();
        assertThat(page.getByLabel("A few users without a password, to try it")).isChecked();
        look("campaign-new");
        page.getByLabel("How many").fill("2");
        page.getByLabel("Mails an hour, at most").fill("1000000");
        button("See who would be mailed").click();
        assertThat(page.getByText("2 users would be mailed")).isVisible();
        assertThat(control.mails()).isEmpty();
        look("campaign-preview");

        button("Send…").click();
        look("campaign-confirm");
        button("Send the mails").click();
        assertThat(page.locator("#campaign-state")).hasText("Completed", patience());
        assertThat(page.locator("#campaign .bar-line strong")).hasText("2 of 2 mails tried", patience());
        assertThat(control.mails()).hasSize(2);
        control.mails().forEach(control::follow);
        assertThat(page.locator("#mails-completed strong"))
                .hasText("2", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        look("campaign-canary");

        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":1,\"count\":1,\"operations\":[\"passwordReset.create\"]}]}");
        link("All campaigns").click();
        link("New campaign…").click();
        assertThat(page.getByLabel("Everybody without a password in WorkOS")).isChecked();
        // One at once, and the next an hour later.
        page.getByLabel("Mails an hour, at most").fill("1");
        button("See who would be mailed").click();
        assertThat(page.getByText("10 users would be mailed")).isVisible();
        button("Send…").click();
        button("Send the mails").click();
        assertThat(page.locator("#mails-uncertain strong")).hasText("1", patience());
        sandbox.faults("{}");
        look("campaign-sending");
        button("Pause").click();
        assertThat(page.locator("#campaign-state")).hasText("Paused");
        button("Resume").click();
        assertThat(page.locator("#campaign-state")).hasText("Sending");
        page.locator("#mails-uncertain").click();
        assertThat(page.locator("#mails tbody tr")).hasCount(1);
        page.locator("#mails tbody button").click();
        assertThat(page.getByText("The mail is sent again when its turn comes."))
                .isVisible();
        assertThat(page.locator("#mails-uncertain strong")).hasText("0", patience());
        button("Cancel…").click();
        button("Cancel the campaign").click();
        assertThat(page.locator("#campaign-state")).hasText("Cancelled");
        link("All campaigns").click();
        look("campaigns");
    }

    @Test
    void undo() {
        String pool = plainPool(40);
        control.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true}"
                .formatted(poolUsers(pool).getFirst().attributes().get("email")));
        String id = portage.importPool(pool, "{}");
        open(id);
        link("Undo").click();
        assertThat(page.getByText("accounts that this migration created")).isVisible();
        look("undo-plan");
        button("Undo this migration…").click();
        look("undo-confirm");
        page.locator("#undo-confirm").fill("another");
        button("Undo the migration").click();
        assertThat(page.getByText("must be the migration's name")).isVisible();
        assertThat(control.workosUsers()).hasSize(40);

        page.navigate("/dashboard/migrations/" + id + "/undo");
        portage.budget(20, 1000, 6000);
        button("Undo this migration…").click();
        page.locator("#undo-confirm").fill(portage.show(id).path("name").asText());
        button("Undo the migration").click();
        assertThat(page.locator("#undo .bar-line span")).containsText("looked at");
        look("undo-running");
        portage.budget(100_000, 100_000, 100_000);
        // The page is told by its own polls.
        assertThat(page.locator("#state")).hasText("Undone", patience());
        assertThat(page.getByText("accounts deleted")).isVisible();
        look("undone");
        assertThat(control.workosUsers()).hasSize(1);
    }

    @Test
    void groupsAttributesAndAudit() {
        String pool = pool("{\"users\":6,\"oddities\":false,\"groups\":false}");
        List<String> subs = poolUsers(pool).stream().map(PoolUser::sub).toList();
        control.makeGroup(pool, "writers", 5, subs.subList(0, 3));
        control.makeGroup(pool, "chiefs", 1, subs.subList(2, 4));
        control.makeGroup(pool, "visitors", null, subs.subList(4, 6));
        String id = portage.importPool(pool, "{}");
        open(id);
        link("Groups").click();
        link("Decide what becomes of chiefs").click();
        page.getByLabel("join a new organization, which Portage creates").check();
        page.getByLabel("Name of the new organization").fill("The chiefs");
        page.getByLabel("Role in that organization").fill("admin");
        look("group");
        button("Save").click();
        assertThat(page.getByText("the organization “The chiefs”")).isVisible();
        link("Decide what becomes of visitors").click();
        page.getByLabel("become nothing", new Page.GetByLabelOptions().setExact(true))
                .check();
        button("Save").click();
        look("groups");

        link("Attributes").click();
        look("attributes");
        page.getByLabel("Those that are named here").check();
        page.getByLabel("Attribute = metadata key, one on each line").fill("custom:plan = plan");
        look("attributes-explicit");
        button("Save").click();
        assertThat(page.getByText("Saved. The mapping takes effect")).isVisible();

        link("Audit").click();
        page.getByLabel("Path").fill(id);
        button("Show").click();
        button("Look through it").click();
        assertThat(page.getByText("entries are as they were written")).isVisible();
        look("audit");
    }
}
