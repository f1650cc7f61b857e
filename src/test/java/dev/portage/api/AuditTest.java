package dev.portage.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
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
    void theTrailGoesBackPageByPage() {
        as("admin").post("/test-only/fail/conflict");
        as("admin").post("/test-only/fail/not-found");

        String next = newest().body("items[0].status", equalTo(404)).extract().path("next");
        as("viewer").get("/audit?limit=1&after=" + next).then().body("items[0].status", equalTo(409));
    }

    private static ValidatableResponse newest() {
        return as("viewer").get("/audit?limit=1").then().statusCode(200);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).urlEncodingEnabled(false);
    }
}
