package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dashboards, uptime checks and badges read, and how whoever polls is told that nothing is new. */
@QuarkusTest
class StatusTest extends MigrationTest {

    private Response poll(String path, String known) {
        return portage.as(token("viewer"))
                .request()
                .header("If-None-Match", known)
                .get(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/summary", "/badge"})
    void whatIsKnownIsNotSentAgain(String place) {
        String id = portage.create(plainPool(1));
        String path = "/migrations/" + id + place;
        Response first = portage.get(path);
        String tag = first.header("ETag");
        assertThat(tag).as("a strong tag").matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            Response again = poll(path, known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.asString()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
        }
        for (String unknown : List.of("\"other\"", "W/\"other\"", tag.replace("\"", ""), "nonsense", "\"")) {
            Response full = poll(path, unknown);
            assertThat(full.statusCode()).as(unknown).isEqualTo(200);
            assertThat(full.asString()).isEqualTo(first.asString());
        }

        portage.patch(id, "{\"name\":\"another name\"}");
        Response changed = poll(path, tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void aChangeCanBeTiedToWhatWasSeen() {
        String id = portage.create(plainPool(1));
        String path = "/migrations/" + id;
        String seen = portage.get(path).header("ETag");
        assertThat(change(path, "\"other\"").statusCode()).isEqualTo(412);
        Response weak = change(path, "W/" + seen);
        assertThat(weak.statusCode()).as("a weak tag never matches").isEqualTo(412);
        assertThat(weak.contentType()).startsWith("application/problem+json");
        assertThat(Portage.json(weak).path("type").asText()).isEqualTo("precondition-failed");
        assertThat(portage.show(id).path("name").asText()).isNotEqualTo("changed");

        assertThat(change(path, seen).statusCode()).isEqualTo(200);
        assertThat(change(path, seen).statusCode()).as("it has changed since").isEqualTo(412);
        assertThat(change(path, "*").statusCode()).isEqualTo(200);
    }

    private Response change(String path, String expected) {
        return portage.request()
                .header("If-Match", expected)
                .contentType("application/json")
                .body("{\"name\":\"changed\"}")
                .patch(path);
    }

    @Test
    void theSummaryIsOneFlatLine() {
        String id = portage.create(pool("{\"users\":40,\"seed\":3,\"oddities\":true}"));
        JsonNode before = summary(id);
        assertThat(before.path("ok").asBoolean()).isTrue();
        assertThat(before.path("message").asText()).isEqualTo("not started");

        portage.importAll(id);
        JsonNode after = summary(id);
        assertThat(names(after)).isEqualTo(names(before));
        assertThat(after).as("nothing nested").allMatch(JsonNode::isValueNode);
        JsonNode users = portage.show(id).path("users");
        for (String count : List.of("discovered", "pending", "imported", "linked", "skipped", "failed")) {
            assertThat(after.path(count).asLong())
                    .as(count)
                    .isEqualTo(users.path(count).asLong());
        }
        assertThat(after.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(after.path("percent").asDouble()).isEqualTo(100);
        assertThat(after.path("problem").isNull()).isTrue();
        assertThat(after.path("message").asText())
                .isEqualTo(
                        users.path("failed").asLong() == 0
                                ? "done"
                                : "done, " + users.path("failed").asLong() + " failed");
    }

    @Test
    void theBadgeHasWhatShieldsKnowsAndNothingElse() {
        String id = portage.importPool(plainPool(3), "{}");
        JsonNode badge = Portage.json(portage.as(token("viewer")).get("/migrations/" + id + "/badge"));
        assertThat(names(badge)).containsExactlyInAnyOrder("schemaVersion", "label", "message", "color", "isError");
        assertThat(badge.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(badge.path("label").asText())
                .isEqualTo(portage.show(id).path("name").asText());
        assertThat(badge.path("message").asText()).isEqualTo("done");
        assertThat(badge.path("color").asText()).isEqualTo("brightgreen");
        assertThat(badge.path("isError").asBoolean()).isFalse();
    }

    @Test
    void whatNeedsAPersonIsNotOk() {
        String id = portage.create(plainPool(3));
        sandbox.faults("{\"workos\":[{\"unauthorized\":true,\"operations\":[\"users.create\"]}]}");
        portage.start(id);
        portage.awaitState(id, "PAUSED");
        JsonNode summary = summary(id);
        assertThat(summary.path("ok").asBoolean()).isFalse();
        assertThat(summary.path("problem").asText())
                .isEqualTo(portage.show(id).path("lastError").asText());
        assertThat(summary.path("message").asText()).startsWith("paused by a fault");
        JsonNode badge = Portage.json(portage.get("/migrations/" + id + "/badge"));
        assertThat(badge.path("color").asText()).isEqualTo("red");
        assertThat(badge.path("isError").asBoolean()).isTrue();
    }

    @Test
    void whatAnOperatorHasPausedIsOk() {
        String id = portage.create(plainPool(100));
        portage.budget(20, 40, 240);
        portage.start(id);
        portage.awaitState(id, "IMPORTING");
        portage.pause(id);
        JsonNode summary = summary(id);
        assertThat(summary.path("ok").asBoolean()).isTrue();
        assertThat(summary.path("message").asText()).startsWith("paused at ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/summary", "/badge"})
    void takesAViewerAndAMigrationThatIsThere(String place) {
        String id = portage.create(plainPool(1));
        assertThat(portage.as("wrong-token").get("/migrations/" + id + place).statusCode())
                .isEqualTo(401);
        assertThat(portage.as(token("sign-in")).get("/migrations/" + id + place).statusCode())
                .isEqualTo(403);
        assertThat(portage.get("/migrations/" + UUID.randomUUID() + place).statusCode())
                .isEqualTo(404);
    }

    private JsonNode summary(String id) {
        return Portage.json(portage.as(token("viewer")).get("/migrations/" + id + "/summary"));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
