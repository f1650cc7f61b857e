package dev.portage.api.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccessTest {

    private static final String THING = "/test-only/things/0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f";

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi", "/q/swagger-ui/"})
    void probesAndDescriptionAreOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /test-only/text,            admin,   200
            GET,    /test-only/text,            viewer,  200
            HEAD,   /test-only/text,            viewer,  200
            GET,    /test-only/text,            sign-in, 403
            GET,    /q/../test-only/text,       sign-in, 403
            GET,    /sign-in/../test-only/text, sign-in, 403
            GET,    /sign-in/%2e%2e/test-only/text, sign-in, 403
            GET,    /sign-in-not,               sign-in, 403
            POST,   /test-only/optional,        admin,   202
            POST,   /test-only/optional,        viewer,  403
            DELETE, /nothing-here,              viewer,  403
            GET,    /nothing-here,              viewer,  404
            POST,   /sign-in/nothing-here,      admin,   404
            POST,   /sign-in/nothing-here,      sign-in, 404
            POST,   /sign-in/nothing-here,      viewer,  403
            """)
    void rolesAreHeldApart(String method, String path, String token, int status) {
        ValidatableResponse answer = as(token).request(method, path).then().statusCode(status);
        if (status == 403) {
            answer.contentType("application/problem+json")
                    .body("type", equalTo("forbidden"))
                    .body("detail", startsWith("This call needs role "))
                    .body("detail", containsString("has role " + token));
        }
    }

    @Test
    void secretsAreForTheAdminOnly() {
        as("admin").get(THING + "?reveal=true").then().statusCode(200);
        as("viewer").get(THING + "?reveal=false").then().statusCode(200);
        as("viewer").get(THING + "?reveal=true").then().statusCode(403).body("detail", containsString("role admin"));
        as("viewer").get(THING + "?reveal=TRUE").then().statusCode(403);
        as("viewer").get(THING + "?reveal=false&reveal=true").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test-only/text", "/nothing-here", "/sign-in", "/q/nothing-here", "/q/healthy"})
    void withoutATokenNothingElseIsThere(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("type", equalTo("unauthorized"))
                .body("detail", containsString("Authorization: Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic YWRtaW46YWRtaW4=", "admin", "Bearer Admin"})
    void whatIsNoTokenIsRefused(String header) {
        for (String method : new String[] {"GET", "POST"}) {
            given().header("Authorization", header)
                    .request(method, "/test-only/optional")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", startsWith("Bearer"))
                    .body("type", equalTo("unauthorized"));
        }
    }

    @Test
    void theSchemeIsInAnyCase() {
        given().header("Authorization", "bearer admin")
                .get("/test-only/text")
                .then()
                .statusCode(200);
    }

    @Test
    void anUnauthorizedBodyDoesNotHoldUpTheConnection() {
        given().body(new byte[2_000_000]).post("/test-only/things").then().statusCode(401);
        as("viewer").body(new byte[2_000_000]).post("/test-only/things").then().statusCode(403);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).urlEncodingEnabled(false);
    }
}
