package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A migration from its creation on: who may have which pool, and who may do what. */
@QuarkusTest
class MigrationLifeTest extends MigrationTest {

    private Response again(String pool) {
        return portage.send("POST", "/migrations", """
                {"name":"another","source":{"type":"user-pool","userPoolId":"%s","region":"us-east-1"}}""".formatted(pool));
    }

    @Test
    void isShownWhole() {
        JsonNode migration = portage.show(portage.create(plainPool(1)));
        List<String> fields = new ArrayList<>();
        migration.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .contains(
                        "id",
                        "name",
                        "state",
                        "source",
                        "options",
                        "users",
                        "memberships",
                        "passwordResets",
                        "progress",
                        "lastError",
                        "createdAt",
                        "startedAt",
                        "finishedAt");
        assertThat(migration.path("state").asText()).isEqualTo("CREATED");
        assertThat(migration.path("source").path("type").asText()).isEqualTo("user-pool");
        assertThat(migration.path("startedAt").isNull()).isTrue();
        assertThat(migration.path("progress").path("percent").asDouble()).isZero();
    }

    @Test
    void aPoolHasOneLiveMigration() {
        String pool = plainPool(1);
        String first = portage.create(pool);
        BadRequestsTest.check(again(pool), 409, "pool-in-use", "Another live migration");
        portage.importAll(first);
        BadRequestsTest.check(again(pool), 409, "pool-in-use", "cancel or erase");
        portage.delete("/migrations/" + first);
        String second = portage.create(pool);
        portage.cancel(second);
        assertThat(again(pool).statusCode()).isEqualTo(201);
    }

    @Test
    void theNewestIsListedFirst() {
        String older = portage.create(plainPool(1));
        String newer = portage.create(plainPool(1));
        JsonNode page = Portage.json(portage.get("/migrations?limit=1"));
        assertThat(page.path("items").path(0)).isEqualTo(portage.show(newer));
        JsonNode next = Portage.json(
                portage.get("/migrations?limit=1&after=" + page.path("next").asText()));
        assertThat(next.path("items").path(0)).isEqualTo(portage.show(older));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /migrations",
        "POST, /migrations/{id}/imports",
        "POST, /migrations/{id}/pause",
        "POST, /migrations/{id}/resume",
        "POST, /migrations/{id}/cancel",
        "POST, /migrations/{id}/retry",
        "POST, /migrations/{id}/users/nobody/retry",
        "PUT, /migrations/{id}/dump",
        "PATCH, /migrations/{id}",
        "DELETE, /migrations/{id}",
        "PUT, /rate-budget"
    })
    void aViewerChangesNothing(String method, String path) {
        String id = portage.create(plainPool(1));
        for (String role : List.of("viewer", "sign-in")) {
            BadRequestsTest.check(
                    portage.as(token(role)).send(method, path.replace("{id}", id), "{}"),
                    403,
                    "forbidden",
                    "role admin");
        }
        assertThat(portage.show(id).path("state").asText()).isEqualTo("CREATED");
    }

    @Test
    void aViewerSeesEverything() {
        String id = portage.importPool(plainPool(1), "{}");
        String user = portage.users(id).getFirst().path("workosUserId").asText();
        for (String path : List.of(
                "/migrations",
                "/migrations/" + id,
                "/migrations/" + id + "/runs",
                "/migrations/" + id + "/users",
                "/users/" + user + "/attributes",
                "/rate-budget",
                "/audit")) {
            assertThat(portage.as(token("viewer")).get(path).statusCode())
                    .as(path)
                    .isEqualTo(200);
            assertThat(portage.as(token("sign-in")).get(path).statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(portage.as("made-up").get(path).statusCode()).as(path).isEqualTo(401);
        }
    }
}
