package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The way to a campaign of password resets, and what its page says and does. */
@QuarkusTest
class CampaignPagesTest extends PageTest {

    private static String campaigns(String id) {
        return "/dashboard/migrations/" + id + "/campaigns";
    }

    private static Map<String, String> order(String audience, String... more) {
        Map<String, String> order = new HashMap<>(Map.of("audience", audience, "perHour", "1000000"));
        for (int i = 0; i < more.length; i += 2) {
            order.put(more[i], more[i + 1]);
        }
        return order;
    }

    private String preview(String id, Map<String, String> order) {
        return admin.send(campaigns(id) + "/new/preview", order)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** Starts a campaign; its page. */
    private String start(String id, Map<String, String> order) {
        Response answer = admin.send(campaigns(id) + "/new", order);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return answer.header("Location");
    }

    private void awaitMailed(String id, String page) {
        portage.awaitMailed(id, page.replaceAll(".*/", ""));
    }

    private String pressed(String path) {
        return followed(admin.press(path));
    }

    @Test
    void aCanaryComesFirstAndNothingIsSentBeforeItIsConfirmed() {
        String id = portage.importPool(plainPool(60), "{}");
        assertThat(page(campaigns(id))).contains("No campaign yet", "New campaign");
        assertThat(page(campaigns(id) + "/new")).contains("value=\"CANARY\" checked", "try a canary first");

        assertThat(preview(id, order("WITHOUT_PASSWORD")))
                .contains("60 users would be mailed", "No mail of this migration has been tried yet")
                .doesNotContain("send-dialog\">");
        admin.send(campaigns(id) + "/new", order("WITHOUT_PASSWORD")).then().statusCode(409);
        assertThat(preview(id, order("CANARY", "count", "3")))
                .contains("3 users would be mailed", "Mail 3 users?", "name=\"count\" value=\"3\"");
        assertThat(control.mails()).isEmpty();

        String canary = start(id, order("CANARY", "count", "3"));
        awaitMailed(id, canary);
        assertThat(control.mails()).hasSize(3);
        assertThat(page(canary)).contains("Canary of 3", "3 of 3 mails tried", "Completed");
        assertThat(page(campaigns(id) + "/new")).contains("value=\"WITHOUT_PASSWORD\" checked");

        String first = preview(id, order("WITHOUT_PASSWORD"));
        assertThat(first).contains("57 users would be mailed", "mailed already");
        var next = Pattern.compile("name=\"after\" value=\"([^\"]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = preview(id, order("WITHOUT_PASSWORD", "after", next.group(1)));
        assertThat(first.split("<th scope=\"row\">").length + second.split("<th scope=\"row\">").length - 2)
                .isEqualTo(57);

        String all = start(id, order("WITHOUT_PASSWORD"));
        awaitMailed(id, all);
        assertThat(control.mailsByAddress())
                .hasSize(60)
                .allSatisfy((email, n) -> assertThat(n).isEqualTo(1));
        assertThat(page(campaigns(id))).contains(canary, all, "57 sent", "Everybody without a password");
    }

    @Test
    void mailsComePageByPageAndByState() {
        String id = portage.importPool(plainPool(60), "{}");
        String campaign = start(id, order("WITHOUT_PASSWORD", "withoutCanary", "true"));
        awaitMailed(id, campaign);

        int shown = 0;
        String next = campaign + "?state=SENT";
        while (next != null) {
            String html = page(next);
            shown += html.split("<th scope=\"row\">").length - 1;
            var link = Pattern.compile("rel=\"next\" id=\"next-mails\" href=\"([^\"]+)\"")
                    .matcher(html);
            next = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        assertThat(shown).isEqualTo(60);
        assertThat(page(campaign + "?state=FAILED")).contains("No mail is in this state.");
        admin.get(campaign + "/live?now=RUNNING").then().header("HX-Refresh", equalTo("true"));
        admin.get(campaign + "/live?now=COMPLETED")
                .then()
                .header("HX-Refresh", nullValue())
                .body(allOf(containsString("60 of 60 mails tried"), not(containsString("<html"))));
    }

    @Test
    void pausedResumedAndCancelled() {
        String id = portage.importPool(plainPool(5), "{}");
        String campaign = start(id, order("WITHOUT_PASSWORD", "withoutCanary", "true", "perHour", "1"));

        assertThat(pressed(campaign + "/pause")).contains("Paused. A mail", campaign + "/resume");
        assertThat(pressed(campaign + "/resume")).contains("Resumed.", "Next mail", campaign + "/pause");
        assertThat(pressed(campaign + "/cancel"))
                .contains("Cancelled. What was sent stays sent.")
                .doesNotContain(campaign + "/cancel");
        Visitor.with(service, token("viewer")).press(campaign + "/pause").then().statusCode(403);
    }

    @Test
    void aMailOfWhichNothingIsKnownIsSentAgain() {
        String id = portage.importPool(plainPool(1), "{}");
        sandbox.faults("{\"workos\":[{\"lostAfterWrite\":1,\"count\":1,\"operations\":[\"passwordReset.create\"]}]}");
        String campaign = start(id, order("CANARY", "count", "1"));
        awaitMailed(id, campaign);

        String html = page(campaign + "?state=UNCERTAIN");
        assertThat(html).contains("Uncertain", "a mail may have gone out", "/retry");
        String reset = portage.resets(id).getFirst().path("id").asText();
        assertThat(pressed(campaign + "/resets/" + reset + "/retry")).contains("sent again when its turn comes");
        portage.awaitCampaign(
                id,
                campaign.replaceAll(".*/", ""),
                shown -> shown.path("counts").path("sent").asInt() == 1);
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedIsKept() {
        String id = portage.importPool(plainPool(1), "{}");
        Map<Map<String, String>, String> wrong = Map.of(
                order("EVERYBODY"), "href=\"#audience\"",
                order("CANARY", "count", "0"), "href=\"#count\"",
                order("EMAILS", "emails", " ,"), "href=\"#emails\"",
                order("ALL", "perHour", "0"), "href=\"#perHour\"",
                order("ALL", "from", "08:00"), "href=\"#until\"",
                order("ALL", "from", "08:00", "until", "20:00", "timeZone", "Mars"), "href=\"#timeZone\"",
                order("NOT_COMPLETED", "hoursAgo", "-1"), "href=\"#hoursAgo\"");
        wrong.forEach((fields, said) -> admin.send(campaigns(id) + "/new/preview", fields)
                .then()
                .statusCode(400)
                .body(containsString(said)));
        assertThat(admin.send(
                                campaigns(id) + "/new/preview",
                                order("ALL", "from", "08:00", "until", "20:00", "timeZone", "Mars"))
                        .asString())
                .contains("value=\"08:00\"", "value=\"Mars\"", "value=\"ALL\" checked");
    }

    @Test
    void manyAddressesAndTheHoursOfTheDay() {
        String pool = plainPool(2);
        String id = portage.importPool(pool, "{}");
        List<String> emails = poolUsers(pool).stream()
                .map(user -> user.attributes().get("email"))
                .toList();
        String strangers = IntStream.range(0, 500)
                .mapToObj(i -> "stranger" + i + "@example.com")
                .collect(Collectors.joining("\n"));

        String html = preview(
                id,
                order(
                        "EMAILS",
                        "emails",
                        String.join("\n", emails) + "\n" + strangers,
                        "from",
                        "08:00",
                        "until",
                        "20:00",
                        "timeZone",
                        "Europe/Berlin"));

        assertThat(html)
                .contains(
                        "2 users would be mailed", "<dt>500</dt><dd>unknown: no user of this migration has the address")
                .contains(emails);
        String reminder = start(id, order("NOT_COMPLETED", "hoursAgo", "1", "from", "08:00", "until", "20:00"));
        // At whatever hour this is: nobody is left to be mailed.
        portage.awaitCampaign(
                id,
                reminder.replaceAll(".*/", ""),
                shown -> shown.at("/leftOut/not-mailed").asInt() == 2);
        assertThat(page(reminder)).contains("from 08:00 to 20:00 UTC", "never mailed");
    }
}
