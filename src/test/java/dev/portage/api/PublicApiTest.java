package dev.portage.api;

import static dev.portage.api.BadRequestsTest.check;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manners of the API on its own calls: who may, what is answered, what is written down. */
@QuarkusTest
class PublicApiTest extends MigrationTest {

    @Test
    void probesSayWhatTheyLookedAt() {
        for (String probe : List.of("live", "started")) {
            given().get("/q/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
        }
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem(containsString("Database")));
    }

    @Test
    void metricsTellOfCallsUsersAndThePool() {
        portage.importPool(plainPool(2), "{}");
        assertThat(given().get("/q/metrics").asString())
                .contains("portage_workos_calls", "portage_queue_", "agroal_", "http_server_requests");
    }

    @Test
    void theDescriptionNamesEveryCall() {
        Response description = given().accept("application/json").get("/q/openapi");
        description
                .then()
                .statusCode(200)
                .body("paths", hasKey("/migrations/{id}/imports"))
                .body("components.schemas", hasKey("Migration"));
        given().get("/q/swagger-ui/").then().statusCode(200).contentType("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Basic YWRtaW46YWRtaW4="})
    void nobodyGetsInWithoutAToken(String header) {
        var request = header.isEmpty() ? given() : given().header("Authorization", header);
        check(request.get("/migrations"), 401, "unauthorized", "Authorization: Bearer");
    }

    @Test
    void rolesAreHeldApart() {
        Portage viewer = portage.as(token("viewer"));
        assertThat(viewer.get("/rate-budget").statusCode()).isEqualTo(200);
        check(viewer.post("/migrations"), 403, "forbidden", "needs role admin; the token has role viewer");
        check(portage.as(token("sign-in")).get("/migrations"), 403, "forbidden", "has role sign-in");
    }

    @Test
    void whatIsAskedWronglyIsExplained() {
        check(portage.send("POST", "/migrations", "{\"name\""), 400, "malformed-json", "line 1");
        check(portage.send("POST", "/migrations", "{\"nmae\":\"a\"}"), 400, "unknown-field", "'nmae'");
        check(portage.send("POST", "/migrations", "{}"), 400, "validation-failed", "'name'");
        check(
                portage.request().contentType("text/plain").body("a").post("/migrations"),
                415,
                "unsupported-media-type",
                "application/json");
        check(portage.request().accept("image/png").get("/migrations"), 406, "not-acceptable", "Accept");
        check(portage.get("/nothing-here"), 404, "not-found", "");
        check(portage.delete("/migrations"), 405, "method-not-allowed", "Allow");
        check(
                portage.send("POST", "/migrations", "\"" + "x".repeat(1_100_000) + "\""),
                413,
                "body-too-large",
                "at most");
    }

    @Test
    void changesAreWrittenDown() {
        String id = UUID.randomUUID().toString();
        portage.request().header("X-Request-Id", id).delete("/migrations/" + id);
        portage.as(token("viewer"))
                .get("/audit?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].requestId", equalTo(id))
                .body("items[0].actor", equalTo("admin"))
                .body("items[0].path", equalTo("/migrations/" + id))
                .body("items[0].status", equalTo(404));
    }

    @Test
    void answersCarrySecurityHeadersAndNoVersion() {
        portage.get("/migrations")
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .header("Server", nullValue())
                .header("X-Powered-By", nullValue())
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
