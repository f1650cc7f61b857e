package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which attributes go over is seen and changed, and all of them are had as files. */
@QuarkusTest
class AttributesPageTest extends PageTest {

    private static String attributes(String id) {
        return "/dashboard/migrations/" + id + "/attributes";
    }

    @Test
    void theMappingIsSeenAndChanged() {
        String pool = plainPool(2);
        String id = portage.create(pool);
        assertThat(page(attributes(id))).contains("value=\"automatic\" checked", "Nothing yet");

        assertThat(followed(admin.send(
                        attributes(id),
                        Map.of("how", "explicit", "mapping", "custom:plan = plan\n\n given_name=first"))))
                .contains("Saved.", "value=\"explicit\" checked", "custom:plan = plan\ngiven_name = first");
        assertThat(portage.show(id)
                        .path("options")
                        .path("attributes")
                        .path("given_name")
                        .asText())
                .isEqualTo("first");
        portage.importAll(id);
        assertThat(page(attributes(id))).contains("<code>custom:plan</code>", "<code>first</code>");
        followed(admin.send(attributes(id), Map.of("how", "automatic")));
        assertThat(portage.show(id).path("options").path("attributes").asText()).isEqualTo("automatic");
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedIsKept() {
        String id = portage.create(plainPool(1));
        for (String wrong : new String[] {"nonsense", "= plan", "a = x\nb = x", "a = x\na = y", "a = ä"}) {
            admin.send(attributes(id), Map.of("how", "explicit", "mapping", wrong))
                    .then()
                    .statusCode(400)
                    .body(allOf(containsString("href=\"#mapping\""), containsString(wrong)));
        }
    }

    @Test
    void theyAreRefreshedAndHadAsFiles() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        assertThat(followed(admin.press(attributes(id) + "/refresh"))).contains("read from the source again");
        portage.awaitEnd(id);
        assertThat(portage.runs(id).getFirst().path("purpose").asText()).isEqualTo("ATTRIBUTES");

        assertThat(admin.request()
                        .accept("*/*")
                        .get(attributes(id) + ".csv")
                        .asString()
                        .lines())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("workosUserId,sub,username,status,enabled");
        assertThat(admin.request()
                        .accept("*/*")
                        .get(attributes(id) + ".ndjson")
                        .asString()
                        .lines())
                .hasSize(3)
                .allMatch(line -> line.contains("\"attributes\":{"));
        Visitor.with(service, token("viewer"))
                .press(attributes(id) + "/refresh")
                .then()
                .statusCode(403);
    }
}
