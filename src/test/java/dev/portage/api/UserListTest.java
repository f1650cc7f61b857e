package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The users of a migration, as JSON in pages and as CSV in one stream. */
@QuarkusTest
class UserListTest extends MigrationTest {

    private String imported() {
        return portage.importPool(pool("{\"users\":200}"), "{}");
    }

    private static String path(String id) {
        return "/migrations/" + id + "/users";
    }

    @Test
    void isJsonUnlessCsvIsAskedFor() {
        String id = portage.create(plainPool(1));
        assertThat(portage.get(path(id)).contentType()).startsWith("application/json");
        assertThat(portage.request().accept("*/*").get(path(id)).contentType()).startsWith("application/json");
        assertThat(portage.request().accept("text/csv").get(path(id)).contentType())
                .startsWith("text/csv");
        assertThat(portage.request().accept("text/csv, */*;q=0.1").get(path(id)).contentType())
                .startsWith("text/csv");
    }

    @Test
    void comesInPagesThatMissNobody() {
        String id = imported();
        List<String> subs = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = Portage.json(portage.get(path(id) + "?limit=33" + after));
            assertThat(page.path("items").size()).isBetween(1, 33);
            page.path("items").forEach(user -> subs.add(user.path("sub").asText()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asText();
        } while (!after.isEmpty());

        assertThat(subs)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(control.subs(
                        portage.show(id).path("source").path("userPoolId").asText()));
    }

    @Test
    void isFilteredByStateReasonAndAddress() {
        String id = imported();
        JsonNode counts = portage.show(id).path("users");
        for (String state : List.of("IMPORTED", "SKIPPED", "FAILED", "PENDING", "LINKED")) {
            List<JsonNode> users = portage.users(id, "state=" + state);
            assertThat(users).allMatch(user -> user.path("state").asText().equals(state));
            assertThat(users)
                    .hasSize(counts.path(state.toLowerCase(Locale.ROOT)).asInt());
        }
        counts.path("reasons")
                .properties()
                .forEach(reason -> assertThat(portage.users(id, "reason=" + reason.getKey()))
                        .hasSize(reason.getValue().asInt())
                        .allMatch(user -> user.path("reason").asText().equals(reason.getKey())));
        assertThat(portage.users(id, "state=IMPORTED&reason=disabled")).isEmpty();

        JsonNode somebody = portage.users(id, "state=IMPORTED").getFirst();
        String email = somebody.path("email").asText().toUpperCase(Locale.ROOT);
        assertThat(portage.users(id, "email=" + URLEncoder.encode(email, StandardCharsets.UTF_8)))
                .contains(somebody);
        assertThat(portage.users(id, "email=nobody%40example.com")).isEmpty();
    }

    @Test
    void isTheSameAsCsv() throws IOException {
        String id = imported();
        Response csv = portage.request().accept("text/csv").get(path(id));
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.asString().lines().findFirst().orElseThrow())
                .isEqualTo("sub,username,email,state,reason,workosUserId,plannedOutcome");
        List<Map<String, String>> lines;
        try (MappingIterator<Map<String, String>> read = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv.asString())) {
            lines = read.readAll();
        }
        List<JsonNode> users = portage.users(id);
        assertThat(lines).hasSameSizeAs(users);
        for (int i = 0; i < lines.size(); i++) {
            for (Map.Entry<String, String> value : lines.get(i).entrySet()) {
                assertThat(value.getValue())
                        .as("%s", users.get(i))
                        .isEqualTo(users.get(i).path(value.getKey()).asText("").replace("null", ""));
            }
        }
    }

    @Test
    void isFilteredInCsvToo() {
        String id = imported();
        String csv = portage.request()
                .accept("text/csv")
                .get(path(id) + "?state=SKIPPED&reason=disabled")
                .asString();
        assertThat(csv.lines().skip(1))
                .hasSize(portage.users(id, "reason=disabled").size())
                .allMatch(line -> line.contains("SKIPPED,disabled"));
    }

    @Test
    void aValueThatASpreadsheetWouldReadAsMoreIsQuoted() {
        String pool = plainPool(1);
        control.addUser(pool, """
                {"username":"a,\\"b\\"","attributes":{"email":"odd+one@example.com","email_verified":"true"}}""");
        String id = portage.importPool(pool, "{}");
        String csv = portage.request().accept("text/csv").get(path(id)).asString();
        assertThat(csv).contains("\"a,\"\"b\"\"\",\"odd+one@example.com\",IMPORTED");
    }

    @Test
    void aUserThatThereIsNotIsNotFound() {
        String id = portage.create(plainPool(1));
        for (String path : List.of("/users/nobody", "/users/0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f")) {
            BadRequestsTest.check(portage.get("/migrations/" + id + path), 404, "not-found", "…/users");
        }
        BadRequestsTest.check(portage.get("/users/user_01NOBODY/attributes"), 404, "not-found", "user_01H");
    }

    @Test
    void namesEveryUserOfTwoMigrationsApart() {
        String one = portage.importPool(plainPool(3), "{}");
        String other = portage.importPool(pool("{\"users\":4,\"oddities\":false,\"seed\":7}"), "{}");
        Set<String> subs = new HashSet<>();
        portage.users(one).forEach(user -> subs.add(user.path("sub").asText()));
        portage.users(other).forEach(user -> subs.add(user.path("sub").asText()));
        assertThat(subs).hasSize(7);
    }

    /** As where the database goes away in mid-export: nobody may take what came for everybody. */
    @ParameterizedTest
    @CsvSource({"users, text/csv", "attributes, text/csv", "attributes, application/x-ndjson"})
    void anExportThatBreaksOffDoesNotLookComplete(String what, String type) throws Exception {
        String id = portage.importPool(plainPool(1100), "{}");
        attributesOfTheLast(id, "jsonb_build_object('unreadable', attributes)");
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/migrations/" + id + "/" + what))
                .header("Authorization", "Bearer " + token("viewer"))
                .header("Accept", type)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> {
                        HttpResponse<String> whole = http.send(request, HttpResponse.BodyHandlers.ofString());
                        throw new IllegalStateException(whole.statusCode() + ", "
                                + whole.body().length() + " long, ends "
                                + whole.body()
                                        .substring(Math.max(0, whole.body().length() - 200)));
                    })
                    .isInstanceOf(IOException.class);
        } finally {
            attributesOfTheLast(id, "attributes -> 'unreadable'");
        }
    }

    private void attributesOfTheLast(String id, String value) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        update source_user set attributes = %s
                        where migration_id = cast(? as uuid)
                            and sub = (select max(sub) from source_user where migration_id = cast(? as uuid))
                        """.formatted(value))) {
            statement.setString(1, id);
            statement.setString(2, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
