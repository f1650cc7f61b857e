package dev.portage.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditTest {

    private static final String THING = "/test-only/things/0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f";

    @Test
    void aChangeIsThereAsSoonAsItIsAnswered() {
        String id = UUID.randomUUID().toString();
        as("admin").header("X-Request-Id", id).post("/test-only/fail/conflict");

        newest().body("items[0].requestId", equalTo(id))
                .body("items[0].actor", equalTo("admin"))
                .body("items[0].method", equalTo("POST"))
                .body("items[0].path", equalTo("/test-only/fail/conflict"))
                .body("items[0].status", equalTo(409))
                .body("items[0].address", equalTo("127.0.0.1"))
                .body("items[0].at", notNullValue())
                .body("items[0].id", notNullValue());
    }

    @Test
    void whatIsRefusedEarlyIsThereToo() {
        String id = UUID.randomUUID().toString();
        as("admin")
                .header("X-Request-Id", id)
                .contentType("text/plain")
                .body("x")
                .post("/test-only/things");

        newest().body("items[0].requestId", equalTo(id)).body("items[0].status", equalTo(415));
    }

    @Test
    void readingIsNotRecordedUnlessItRevealsASecret() {
        String id = UUID.randomUUID().toString();
        as("admin").header("X-Request-Id", id).get(THING).then().statusCode(200);
        newest().body("items[0].requestId", not(equalTo(id)));

        as("admin")
                .header("X-Request-Id", id)
                .get(THING + "?reveal=true")
                .then()
                .statusCode(200);
        newest().body("items[0].requestId", equalTo(id)).body("items[0].path", equalTo(THING + "?reveal=true"));
    }

    @Test
    void whatTheTokenIsNotGoodForIsThereToo() {
        String id = UUID.randomUUID().toString();
        as("viewer")
                .header("X-Request-Id", id)
                .post("/test-only/fail/conflict")
                .then()
                .statusCode(403);
        newest().body("items[0].requestId", equalTo(id))
                .body("items[0].actor", equalTo("viewer"))
                .body("items[0].path", equalTo("/test-only/fail/conflict"))
                .body("items[0].status", equalTo(403));

        as("sign-in").delete("/migrations/" + id).then().statusCode(403);
        newest().body("items[0].actor", equalTo("sign-in")).body("items[0].path", equalTo("/migrations/" + id));
        as("viewer").get(THING + "?reveal=true").then().statusCode(403);
        newest().body("items[0].path", equalTo(THING + "?reveal=true")).body("items[0].status", equalTo(403));
    }

    @Test
    void whoHasNoTokenCanNotFillTheTrail() {
        String id = UUID.randomUUID().toString();
        given().header("X-Request-Id", id)
                .post("/test-only/fail/conflict")
                .then()
                .statusCode(401);
        given().header("X-Request-Id", id)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("token", "none")
                .post("/dashboard/sign-in");
        given().header("X-Request-Id", id).get("/dashboard/sign-in?reveal=1");
        as("viewer").header("X-Request-Id", id).get("/test-only/text").then().statusCode(200);
        newest().body("items[0].requestId", not(equalTo(id)));
    }

    @Test
    void theWholeTrailIsExportedLineByLineWithItsChain() throws IOException {
        as("admin").post("/test-only/fail/conflict");
        String[] lines = as("viewer")
                .accept("application/x-ndjson")
                .get("/audit")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .split("\n");

        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < lines.length; i++) {
            JsonNode entry = mapper.readTree(lines[i]);
            assertThat(entry.path("id").asInt())
                    .as("the oldest first, and none left out")
                    .isEqualTo(i + 1);
            assertThat(entry.path("hash").asText()).hasSize(64);
        }
        as("viewer")
                .get("/audit/chain")
                .then()
                .body("intact", equalTo(true))
                .body("entries", equalTo(lines.length))
                .body(
                        "lastHash",
                        equalTo(mapper.readTree(lines[lines.length - 1])
                                .path("hash")
                                .asText()));
    }

    @Test
    void theTrailGoesBackPageByPage() {
        as("admin").post("/test-only/fail/conflict");
        as("admin").post("/test-only/fail/not-found");

        String next = newest().body("items[0].status", equalTo(404)).extract().path("next");
        as("viewer").get("/audit?limit=1&after=" + next).then().body("items[0].status", equalTo(409));
    }

    /** One call that was refused, and one that was not; both have this in their path. */
    private static String twoCalls() {
        String id = UUID.randomUUID().toString();
        as("admin").delete("/migrations/" + id).then().statusCode(404);
        as("admin").get("/test-only/things/" + id + "?reveal=true").then().statusCode(200);
        return id;
    }

    @Test
    void itIsNarrowedByWhoWhereAndHowItEnded() {
        String id = twoCalls();
        as("viewer").get("/audit?path=" + id).then().statusCode(200).body("items", hasSize(2));
        as("viewer").get("/audit?actor=admin&path=" + id).then().body("items", hasSize(2));
        as("viewer").get("/audit?actor=viewer&path=" + id).then().body("items", hasSize(0));
        String next = as("viewer")
                .get("/audit?limit=1&path=" + id)
                .then()
                .body("items[0].status", equalTo(200))
                .extract()
                .path("next");
        as("viewer")
                .get("/audit?limit=1&path=" + id + "&after=" + next)
                .then()
                .body("items[0].status", equalTo(404))
                .body("next", nullValue());
        as("viewer")
                .get("/audit?refused=true&path=" + id)
                .then()
                .body("items", hasSize(1))
                .body("items[0].method", equalTo("DELETE"));
    }

    @Test
    void theFileIsNarrowedLikeTheList() {
        String id = twoCalls();
        List<String> lines = as("viewer")
                .accept("application/x-ndjson")
                .get("/audit?actor=admin&refused=true&path=" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).contains("\"method\":\"DELETE\"", "/migrations/" + id, "\"status\":404");
    }

    private static ValidatableResponse newest() {
        return as("viewer").get("/audit?limit=1").then().statusCode(200);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).urlEncodingEnabled(false);
    }
}
