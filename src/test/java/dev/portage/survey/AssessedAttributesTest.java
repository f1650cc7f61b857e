package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What an assessment says of the attributes that go into metadata, and of those that do not. */
@QuarkusTest
class AssessedAttributesTest extends MigrationTest {

    private JsonNode assessed(String id) {
        portage.assess(id);
        return portage.awaitAssessed(id);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode item : list) {
            if (item.path("name").asText(item.path("kind").asText()).equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    private static void measured(JsonNode found, String name, int users, int longest, boolean fits, String key) {
        JsonNode attribute = named(found.path("attributes"), name);
        assertThat(attribute.path("users").asInt()).as(name).isEqualTo(users);
        assertThat(attribute.path("longest").asInt()).as(name).isEqualTo(longest);
        assertThat(attribute.path("fits").asBoolean()).as(name).isEqualTo(fits);
        assertThat(attribute.path("metadataKey").asText()).as(name).isEqualTo(key);
    }

    private String poolOfThree() {
        String pool = plainPool(0);
        String user = "{\"attributes\":{\"email\":\"%s@example.com\",%s}}";
        control.addUser(
                pool,
                user.formatted(
                        "one",
                        "\"address\":\"Zürich\",\"custom:notes\":\"" + "x".repeat(601) + "\",\"locale\":\"de\""));
        control.addUser(
                pool,
                user.formatted(
                        "two",
                        "\"address\":\"" + "y".repeat(700) + "\",\"preferred_username\":\"zoe\",\"locale\":\" \""));
        control.addUser(pool, user.formatted("three", "\"custom:city\":\"東京\""));
        return pool;
    }

    @Test
    void whateverAMapNamesIsMeasuredAndWhatItLeavesOutIsNoMisfit() {
        String id = portage.create(
                poolOfThree(),
                "{\"attributes\":{\"address\":\"home\",\"locale\":\"locale\",\"custom:typo\":\"typo\"}}");
        JsonNode found = assessed(id);

        measured(found, "address", 2, 700, false, "home");
        measured(found, "locale", 1, 2, true, "locale");
        measured(found, "custom:typo", 0, 0, true, "typo");
        measured(found, "custom:notes", 1, 601, false, "null");
        measured(found, "custom:city", 1, 2, false, "null");
        assertThat(found.path("attributes").findValuesAsText("name"))
                .as("standard attributes that no map names are none of metadata's")
                .doesNotContain("email", "preferred_username");

        JsonNode misfits = found.path("misfits");
        assertThat(named(misfits, "attribute-too-long").path("users").asInt()).isEqualTo(1);
        assertThat(named(misfits, "attribute-too-long").path("examples").findValuesAsText("email"))
                .containsExactly("two@example.com");
        assertThat(named(misfits, "attribute-not-ascii").path("examples").findValuesAsText("email"))
                .containsExactly("one@example.com");
        assertThat(found.path("recommendation").path("setUpFirst").toString())
                .as("the choice was made")
                .doesNotContain("custom attributes");
        assertThat(portage.request()
                        .accept("text/html")
                        .get("/migrations/" + id + "/assessment")
                        .asString())
                .contains("kept in Portage only");
    }

    @Test
    void anotherMapIsMeasuredWithoutReadingThePoolAgain() {
        String id = portage.create(poolOfThree());
        JsonNode automatic = assessed(id);
        measured(automatic, "custom:notes", 1, 601, false, "notes");
        assertThat(automatic.path("attributes").findValuesAsText("name")).doesNotContain("address");
        assertThat(automatic.path("misfits").findValuesAsText("kind"))
                .contains("attribute-too-long", "attribute-not-ascii");
        sandbox.resetCalls();

        portage.patch(id, "{\"options\":{\"attributes\":{\"preferred_username\":\"handle\"}}}");
        JsonNode found = portage.awaitAssessed(id);

        assertThat(found.path("outdated").asBoolean()).isFalse();
        measured(found, "preferred_username", 1, 3, true, "handle");
        measured(found, "custom:notes", 1, 601, false, "null");
        assertThat(found.path("misfits").findValuesAsText("kind")).noneMatch(kind -> kind.startsWith("attribute"));
        portage.patch(id, "{\"options\":{\"attributes\":{\"custom:city\":\"city\"}}}");
        JsonNode third = portage.awaitAssessed(id);
        assertThat(named(third.path("misfits"), "attribute-not-ascii")
                        .path("examples")
                        .findValuesAsText("email"))
                .containsExactly("three@example.com");
        assertThat(third.path("attributes").findValuesAsText("name")).doesNotContain("preferred_username");
        assertThat(control.calls("ListUsers")).isZero();
        assertThat(control.calls("users.list")).isZero();
    }

    /** Encoded, a letter of two bytes takes six: what fits depends on the option. */
    @Test
    void whatFitsDependsOnWhetherItIsEncoded() {
        String pool = plainPool(0);
        String user = "{\"attributes\":{\"email\":\"%s@example.com\",\"custom:city\":\"%s\",\"custom:motto\":\"%s\"}}";
        // 7 for UTF-8'' and 6 for each letter: 600 + 1.
        control.addUser(pool, user.formatted("one", "Zürich", "ü".repeat(99)));
        control.addUser(pool, user.formatted("two", "Bern", "plain"));
        String left = portage.create(pool);
        JsonNode leftOut = assessed(left);
        assertThat(named(leftOut.path("attributes"), "custom:city").path("fits").asBoolean())
                .isFalse();
        assertThat(leftOut.path("misfits").findValuesAsText("kind")).contains("attribute-not-ascii");
        assertThat(leftOut.path("misfits").findValuesAsText("kind")).doesNotContain("attribute-too-long");

        portage.patch(left, "{\"options\":{\"unfitValues\":\"ENCODE\"}}");
        JsonNode encoded = portage.awaitAssessed(left);
        assertThat(named(encoded.path("attributes"), "custom:city").path("fits").asBoolean())
                .isTrue();
        assertThat(named(encoded.path("attributes"), "custom:motto")
                        .path("fits")
                        .asBoolean())
                .isFalse();
        assertThat(encoded.path("misfits").findValuesAsText("kind"))
                .doesNotContain("attribute-not-ascii")
                .contains("attribute-too-long");
        assertThat(named(encoded.path("misfits"), "attribute-too-long")
                        .path("users")
                        .asInt())
                .isEqualTo(1);
    }
}
