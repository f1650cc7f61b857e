package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portage.sandbox.PoolUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a diagnosis says is a button that mends it, for who may press it. */
@QuarkusTest
class RemediesOnPagesTest extends PageTest {
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">((?:<input[^>]*>)*)<button[^>]*>([^<]+)");
    private static final Pattern FIELD = Pattern.compile("name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final String CALL = "(?s).*\\b(GET|POST|PUT|PATCH|DELETE) [/…].*";

    private static String user(String id, PoolUser user) {
        return "/dashboard/migrations/" + id + "/users/" + user.sub();
    }

    /** Presses the button of a fragment, with all that its form holds, and answers the page that it leads to. */
    private String press(String html, String label) {
        Matcher form = FORM.matcher(html);
        while (form.find()) {
            if (form.group(3).equals(label)) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher field = FIELD.matcher(form.group(2));
                while (field.find()) {
                    fields.put(field.group(1), field.group(2));
                }
                return followed(admin.send(form.group(1), fields));
            }
        }
        throw new AssertionError("no button " + label + " in " + html);
    }

    @Test
    void aUserWhomNoRunHasSeenIsLookedUpAndImported() {
        String pool = plainPool(2);
        String id = portage.importPool(pool, "{}");
        control.addUser(pool, "{\"attributes\":{\"email\":\"late@example.com\",\"email_verified\":\"true\"}}");
        String users = "/dashboard/migrations/" + id + "/users?email=late@example.com";
        assertThat(page(users)).contains("Look the address up in Cognito and WorkOS");

        String lookUp = "/dashboard/migrations/" + id + "/diagnosis?email=late@example.com";
        assertThat(viewer.page(lookUp)).contains("Not imported.").doesNotContain("<form", "<button");
        String found = page(lookUp);
        assertThat(found).contains("Not imported.", "no run has seen it").doesNotMatch(CALL);
        assertThat(press(found, "Import this user")).contains("The import has started.");
        portage.awaitEnd(id);

        assertThat(portage.show(id).path("users").path("imported").asInt()).isEqualTo(3);
        assertThat(page(lookUp)).contains("All that is known of this user");
        admin.get("/dashboard/migrations/" + id + "/diagnosis?email=").then().statusCode(400);
    }

    @Test
    void aUserWhoFailedIsTriedAgain() {
        String pool = plainPool(1);
        PoolUser user = poolUsers(pool).getFirst();
        control.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true}"
                .formatted(user.attribute("email").orElseThrow()));
        String id = portage.importPool(pool, "{\"existingUsers\":\"SKIP\"}");
        String diagnosis = user(id, user) + "/diagnosis";

        assertThat(viewer.page(diagnosis)).contains("Email already exists.").doesNotContain("<form", "data-opens");
        String found = page(diagnosis);
        assertThat(found)
                .contains("/dashboard/migrations/" + id + "/options\">Options</a>")
                .doesNotMatch(CALL);
        portage.patch(id, "{\"options\":{\"existingUsers\":\"LINK\"}}");
        assertThat(press(found, "Try this user again")).contains("The user is sent again now.");
        portage.awaitEnd(id);
        assertThat(portage.user(id, user.sub()).path("state").asText()).isEqualTo("LINKED");
    }

    @Test
    void aMailIsAskedForInTheDialogThatSaysThatItCanNotBeTakenBack() {
        String pool = plainPool(1);
        PoolUser user = poolUsers(pool).getFirst();
        String id = portage.importPool(pool, "{}");

        assertThat(page(user(id, user) + "/diagnosis"))
                .contains("No password.", "data-opens=\"mail-dialog\">Mail a password reset…")
                .doesNotContain("<form")
                .doesNotMatch(CALL);
        assertThat(page(user(id, user))).contains("id=\"mail-dialog\"");
    }

    @Test
    void aMailThatIsUncertainIsSentAgainFromTheUsersPage() {
        String pool = plainPool(1);
        PoolUser user = poolUsers(pool).getFirst();
        String id = portage.importPool(pool, "{}");
        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":1,\"count\":1,\"operations\":[\"passwordReset.create\"]}]}");
        admin.press(user(id, user) + "/password-reset").then().statusCode(303);
        await().until(() -> page(user(id, user)).contains("Uncertain"));
        sandbox.faults("{}");

        assertThat(viewer.page(user(id, user))).contains("Uncertain").doesNotContain("/resets/");
        String reset = page(user(id, user)).replaceAll("(?s).*action=\"([^\"]+/resets/[^\"]+/retry)\".*", "$1");
        viewer.press(reset).then().statusCode(403);
        admin.press(reset).then().statusCode(303);
        await().until(() -> page(user(id, user)).contains(">Sent<"));
    }

    @Test
    void aProviderIsCheckedFromTheUsersPage() {
        String id = portage.importPool(pool("{\"users\":400}"), "{}");
        String sub = portage.users(id, "state=IMPORTED").stream()
                .map(user -> portage.user(id, user.path("sub").asText()))
                .filter(user -> user.path("status").asText().equals("EXTERNAL_PROVIDER"))
                .filter(user -> user.at("/identities/0/providerName").asText().equals("Google"))
                .map(user -> user.path("sub").asText())
                .findFirst()
                .orElseThrow();

        String found = page("/dashboard/migrations/" + id + "/users/" + sub + "/diagnosis");
        assertThat(found).contains("Invalid client.", "/identity-providers\">Providers</a>");
        assertThat(press(found, "Check the provider")).contains("The check of Google has");
    }

    @Test
    void theDiagnosisOfAPageIsOfItsMigration() {
        String pool = plainPool(2);
        PoolUser user = poolUsers(pool).getFirst();
        String first = portage.create(pool);
        portage.start(
                first,
                "{\"audience\":\"EMAILS\",\"emails\":[\"%s\"]}"
                        .formatted(user.attribute("email").orElseThrow()));
        portage.awaitEnd(first);
        portage.cancel(first);
        String second = portage.create(pool);
        portage.assess(second);
        portage.awaitAssessed(second);

        assertThat(page(user(second, user) + "/diagnosis")).contains("Not imported.");
        assertThat(page(user(first, user) + "/diagnosis"))
                .contains("address verified", "No password.")
                // Nothing is done for a migration that is over.
                .doesNotContain("Not imported.", "data-opens", "<form");
        // What it has not moved is in WorkOS, from the first one.
        assertThat(portage.delete("/migrations/" + second).statusCode()).isEqualTo(204);
    }
}
