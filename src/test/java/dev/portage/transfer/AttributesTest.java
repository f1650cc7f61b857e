package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nothing that Cognito knew of a user is lost: it is in WorkOS's metadata, or here. */
@QuarkusTest
class AttributesTest extends MigrationTest {
    private static final String LONG = "x".repeat(601);

    private String addUser(String pool, String attributes) {
        String sub = UUID.randomUUID().toString();
        control.addUser(
                pool,
                "{\"attributes\":{\"sub\":\"%s\",\"email\":\"%s@example.com\",\"email_verified\":\"true\",%s}}"
                        .formatted(sub, sub, attributes));
        return sub;
    }

    @Test
    void whatDoesNotFitIsLeftOutAndKept() {
        String pool = plainPool(1);
        String sub =
                addUser(pool, "\"custom:city\":\"Zürich\",\"custom:notes\":\"" + LONG + "\",\"custom:plan\":\"pro\"");
        String id = portage.importPool(pool, "{}");

        assertThat(inWorkOs(sub).metadata()).isEqualTo(Map.of("plan", "pro"));
        assertThat(portage.user(id, sub).path("history").findValuesAsText("detail"))
                .anySatisfy(detail -> assertThat(detail).contains("custom:city", "custom:notes"));
        JsonNode kept = portage.attributes(inWorkOs(sub).id());
        assertThat(kept.path("attributes").path("custom:city").asText()).isEqualTo("Zürich");
        assertThat(kept.path("attributes").path("custom:notes").asText()).isEqualTo(LONG);
        assertThat(kept.path("sub").asText()).isEqualTo(sub);
        assertThat(kept.path("createdAt").isNull()).isFalse();
        assertThat(kept.path("modifiedAt").isNull()).isFalse();
        assertThat(kept.path("status").asText()).isEqualTo("CONFIRMED");
    }

    @Test
    void whatIsNotAsciiGoesOverEncodedOnDemand() {
        String pool = plainPool(1);
        String sub = addUser(pool, "\"custom:city\":\"Zürich *\",\"custom:notes\":\"" + LONG + "\"");
        portage.importPool(pool, "{\"unfitValues\":\"ENCODE\"}");
        assertThat(inWorkOs(sub).metadata()).isEqualTo(Map.of("city", "UTF-8''Z%C3%BCrich%20%2A"));
    }

    @Test
    void standardAttributesAreKeptAndGoWhereTheMapSays() {
        String pool = plainPool(0);
        String standard =
                "\"phone_number\":\"+15550001\",\"locale\":\"de-CH\",\"preferred_username\":\"zoe\",\"picture\":\"https://example.com/z.png\",\"address\":\"{}\"";
        String sub = addUser(pool, standard);
        portage.importPool(pool, "{\"attributes\":{\"locale\":\"locale\",\"phone_number\":\"phone\"}}");
        assertThat(inWorkOs(sub).metadata()).isEqualTo(Map.of("locale", "de-CH", "phone", "+15550001"));
        JsonNode kept = portage.attributes(inWorkOs(sub).id()).path("attributes");
        for (String name : List.of("phone_number", "locale", "preferred_username", "picture", "address")) {
            assertThat(kept.has(name)).as(name).isTrue();
        }
    }

    @Test
    void everybodysAreExportedLineByLineAndAsATable() throws IOException {
        String pool = plainPool(40);
        String sub = addUser(pool, "\"custom:city\":\"Zürich, \\\"ZH\\\"\"");
        String id = portage.importPool(pool, "{}");

        Map<String, JsonNode> lines = new HashMap<>();
        for (String line :
                portage.get("/migrations/" + id + "/attributes").asString().split("\n")) {
            JsonNode user = Portage.json(line);
            lines.put(user.path("sub").asText(), user);
        }
        assertThat(lines).hasSize(41);
        for (PoolUser user : poolUsers(pool)) {
            JsonNode attributes = lines.get(user.sub()).path("attributes");
            user.attributes()
                    .forEach((name, value) ->
                            assertThat(attributes.path(name).asText()).isEqualTo(value));
        }

        Response csv = portage.request().accept("text/csv").get("/migrations/" + id + "/attributes");
        assertThat(csv.contentType()).startsWith("text/csv");
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerFor(Map.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv.asString())) {
            List<Map<String, String>> all = rows.readAll();
            assertThat(all).hasSize(41);
            assertThat(all)
                    .filteredOn(row -> row.get("sub").equals(sub))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.get("custom:city")).isEqualTo("Zürich, \"ZH\"");
                        assertThat(row.get("workosUserId"))
                                .isEqualTo(inWorkOs(sub).id());
                    });
        }
        assertThat(portage.as(token("viewer"))
                        .get("/migrations/" + id + "/attributes")
                        .statusCode())
                .isEqualTo(200);
    }

    /** The guide's "custom attributes lost". */
    @Test
    void whatIsLostInWorkOsIsBroughtBackByOneCall() {
        String pool = plainPool(10);
        String id = portage.importPool(pool, "{}");
        sandbox.workos()
                .allUsers()
                .forEach(user -> control.send("PUT", "/user_management/users/" + user.id(), "{\"metadata\":{}}"));
        PoolUser changed = poolUsers(pool).getFirst();
        control.changeUser(
                pool, changed.sub(), "{\"attributes\":{\"custom:plan\":\"platinum\",\"given_name\":\"Other\"}}");
        sandbox.resetCalls();

        Response started = portage.post("/migrations/" + id + "/attributes/refresh");
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(Portage.json(started).path("purpose").asText()).isEqualTo("ATTRIBUTES");
        portage.awaitEnd(id);

        assertThat(control.writes()).isEqualTo(10);
        assertThat(inWorkOs(changed.sub()).metadata()).containsEntry("plan", "platinum");
        assertThat(inWorkOs(changed.sub()).firstName()).isNotEqualTo("Other");
        assertThat(sandbox.workos().allUsers())
                .allSatisfy(user -> assertThat(user.metadata()).containsKeys("plan", "tenant"));
        assertThat(portage.runs(id).getFirst().path("counts").path("updated").asInt())
                .isEqualTo(10);
        // What has changed besides is for the next import.
        sandbox.resetCalls();
        portage.importAll(id);
        assertThat(control.writes()).isEqualTo(1);
        assertThat(inWorkOs(changed.sub()).firstName()).isEqualTo("Other");
    }

    @Test
    void anAccountThatWasThereBeforeKeepsItsMetadata() {
        String pool = plainPool(3);
        String account = control.createInWorkOs("{\"email\":\"%s\",\"metadata\":{\"plan\":\"theirs\"}}"
                .formatted(poolUsers(pool).getFirst().attribute("email").orElseThrow()));
        String id = portage.importPool(pool, "{}");
        sandbox.resetCalls();
        assertThat(portage.post("/migrations/" + id + "/attributes/refresh").statusCode())
                .isEqualTo(202);
        portage.awaitEnd(id);
        assertThat(control.writes()).isEqualTo(2);
        assertThat(control.workosUsers()
                        .get(account)
                        .path("metadata")
                        .path("plan")
                        .asText())
                .isEqualTo("theirs");
    }

    /** The values go where the options say now, and are nowhere else. */
    @Test
    void aKeyThatIsNoLongerUsedIsDeleted() {
        String pool = plainPool(0);
        String sub = addUser(pool, "\"custom:plan\":\"pro\",\"custom:city\":\"Zug\"");
        String without = addUser(pool, "\"custom:city\":\"Bern\"");
        String id = portage.importPool(pool, "{\"attributes\":{\"custom:plan\":\"plan\",\"custom:city\":\"city\"}}");
        for (String user : List.of(sub, without)) {
            control.send("PUT", "/user_management/users/" + inWorkOs(user).id(), "{\"metadata\":{\"own\":\"kept\"}}");
        }
        control.send("PUT", "/user_management/users/" + inWorkOs(without).id(), "{\"metadata\":{\"plan\":\"theirs\"}}");
        portage.patch(id, "{\"options\":{\"attributes\":{\"custom:plan\":\"subscription\",\"custom:city\":\"city\"}}}");

        portage.post("/migrations/" + id + "/attributes/refresh");
        portage.awaitEnd(id);

        assertThat(inWorkOs(sub).metadata()).isEqualTo(Map.of("subscription", "pro", "city", "Zug", "own", "kept"));
        assertThat(inWorkOs(without).metadata())
                .as("what is not from the attribute is not touched")
                .isEqualTo(Map.of("city", "Bern", "own", "kept", "plan", "theirs"));

        // The application may use the old name from now on.
        control.send("PUT", "/user_management/users/" + inWorkOs(sub).id(), "{\"metadata\":{\"plan\":\"theirs\"}}");
        portage.post("/migrations/" + id + "/attributes/refresh");
        portage.awaitEnd(id);
        assertThat(inWorkOs(sub).metadata()).containsEntry("plan", "theirs");
    }

    @Test
    void aValueThatNoLongerFitsDoesNotStayThereAsItWas() {
        String pool = plainPool(0);
        String sub = addUser(pool, "\"custom:plan\":\"pro\",\"custom:notes\":\"short\"");
        String id = portage.importPool(pool, "{}");
        control.changeUser(pool, sub, "{\"attributes\":{\"custom:notes\":\"" + LONG + "\"}}");

        portage.post("/migrations/" + id + "/attributes/refresh");
        portage.awaitEnd(id);

        assertThat(inWorkOs(sub).metadata()).isEqualTo(Map.of("plan", "pro"));
        // What has changed is for the next import, which the invariant is not to find half done.
        portage.importAll(id);
    }

    @Test
    void theLocaleGoesToWorkOssOwnFieldWithTheRefresh() {
        String pool = plainPool(0);
        String sub = addUser(pool, "\"locale\":\"de_ch\"");
        String odd = addUser(pool, "\"locale\":\"Bavarian\",\"custom:plan\":\"pro\"");
        String id = portage.importPool(pool, "{}");
        assertThat(inWorkOs(sub).locale()).as("WorkOS takes none of a new user").isNull();

        portage.post("/migrations/" + id + "/attributes/refresh");
        portage.awaitEnd(id);

        assertThat(inWorkOs(sub).locale()).isEqualTo("de-CH");
        assertThat(inWorkOs(odd).locale()).isNull();
        assertThat(inWorkOs(odd).metadata()).containsEntry("plan", "pro");
        assertThat(portage.runs(id).getFirst().path("counts").path("updated").asInt())
                .isEqualTo(2);
    }
}
