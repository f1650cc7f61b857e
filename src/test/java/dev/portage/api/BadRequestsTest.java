package dev.portage.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong, the answer has one shape, says what to do and tells nothing of the inside. */
@QuarkusTest
class BadRequestsTest {

    private static final String ID = "0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f";

    record Bad(String method, String path, String body, int status, String type, String inDetail) {

        @Override
        public String toString() {
            return method + " " + path + " " + (body.length() > 60 ? body.substring(0, 60) + "…" : body) + " → " + type;
        }
    }

    static Stream<Bad> requests() {
        return Stream.of(
                // not JSON
                post("{", "malformed-json", "line 1"),
                post("{\"name\":\"a\",}", "malformed-json", "column"),
                post("{\n\"name\": hunter2}", "malformed-json", "line 2"),
                post("{\"name\":'a'}", "malformed-json", "line 1"),
                post("{\"name\":\"a\"} x", "malformed-json", "line 1"),
                post("{\"name\":\"a\"} {}", "malformed-json", "exactly one"),
                post("{\"name\":\"a\nb\"}", "malformed-json", "line 1"),
                post("{\"name\":\"a\"]", "malformed-json", "line 1"),
                post("{\"options\":{\"groups\":[{\"group\":\"a\"", "malformed-json", "ends too early"),
                post("{\"options\":{\"count\":012}}", "malformed-json", "line 1"),
                post("{\"options\":" + "{\"x\":[".repeat(1000), "malformed-json", "nested too deeply"),
                new Bad("POST", "/test-only/tree", "[".repeat(2000), 400, "malformed-json", "nested too deeply"),
                post("{\"name\":\"a\",\"name\":\"b\"}", "duplicate-field", "'name'"),
                post("{\"name\":\"a\",\"options\":{\"count\":1,\"count\":2}}", "duplicate-field", "'count'"),
                // not the JSON that is wanted
                post("", "missing-body", "JSON object"),
                post("  ", "missing-body", "JSON object"),
                post("null", "missing-body", "JSON object"),
                post("[]", "invalid-value", "an object"),
                post("\"text\"", "invalid-value", "an object"),
                post("7", "invalid-value", "an object"),
                post("{\"nam\":\"a\"}", "unknown-field", "'nam' is unknown; known here: at, id, name"),
                post("{\"name\":\"a\",\"options\":{\"rolSlug\":\"a\"}}", "unknown-field", "'options.rolSlug'"),
                post(
                        "{\"name\":\"a\",\"options\":{\"groups\":[{\"group\":\"a\"},{\"x\":1}]}}",
                        "unknown-field",
                        "'options.groups[1].x'"),
                post("{\"name\":\"a\",\"source\":{\"type\":\"dump\",\"x\":1}}", "unknown-field", "'source.x'"),
                post("{\"name\":7}", "invalid-value", "'name' must be a string"),
                post("{\"name\":true}", "invalid-value", "'name' must be a string"),
                post("{\"name\":{}}", "invalid-value", "'name' must be a string"),
                post("{\"name\":\"a\",\"start\":\"true\"}", "invalid-value", "'start' must be true or false"),
                post("{\"name\":\"a\",\"start\":1}", "invalid-value", "'start' must be true or false"),
                post("{\"name\":\"a\",\"start\":null}", "invalid-value", "'start' must be true or false"),
                post("{\"name\":\"a\",\"options\":[]}", "invalid-value", "'options' must be an object"),
                post("{\"name\":\"a\",\"options\":\"\"}", "invalid-value", "'options' must be an object"),
                post(
                        "{\"name\":\"a\",\"options\":{\"groups\":{}}}",
                        "invalid-value",
                        "'options.groups' must be a list"),
                post(
                        "{\"name\":\"a\",\"options\":{\"count\":\"7\"}}",
                        "invalid-value",
                        "'options.count' must be a whole"),
                post(
                        "{\"name\":\"a\",\"options\":{\"count\":1.5}}",
                        "invalid-value",
                        "'options.count' must be a whole"),
                post(
                        "{\"name\":\"a\",\"options\":{\"count\":99999999999}}",
                        "invalid-value",
                        "'options.count' must be a whole"),
                post(
                        "{\"name\":\"a\",\"options\":{\"audience\":\"all\"}}",
                        "invalid-value",
                        "'options.audience' must be one of ALL, CANARY"),
                post("{\"name\":\"a\",\"options\":{\"audience\":0}}", "invalid-value", "one of ALL, CANARY"),
                post("{\"name\":\"a\",\"options\":{\"audience\":\"\"}}", "invalid-value", "one of ALL, CANARY"),
                post("{\"name\":\"a\",\"id\":\"7\"}", "invalid-value", "'id' must be a UUID"),
                post("{\"name\":\"a\",\"id\":\"\"}", "invalid-value", "'id' must be a UUID"),
                post("{\"name\":\"a\",\"at\":\"yesterday\"}", "invalid-value", "'at' must be a time in ISO-8601"),
                post("{\"name\":\"a\",\"at\":1700000000}", "invalid-value", "'at' must be a time in ISO-8601"),
                post(
                        "{\"name\":\"a\",\"source\":{\"type\":\"ftp\"}}",
                        "invalid-value",
                        "'source.type' must be one of dump, user-pool"),
                post("{\"name\":\"a\",\"source\":{}}", "invalid-value", "'source.type' must be one of dump, user-pool"),
                post("{\"name\":\"forbidden\"}", "validation-failed", "'name' must be another"),
                // Bean Validation
                post("{}", "validation-failed", "'name'"),
                post("{\"name\":\" \"}", "validation-failed", "'name'"),
                post(
                        "{\"name\":\"a\",\"options\":{\"roleSlug\":\"too long\"}}",
                        "validation-failed",
                        "'options.roleSlug'"),
                post(
                        "{\"name\":\"a\",\"options\":{\"groups\":[{\"group\":\"a\",\"roleSlug\":\"too long\"}]}}",
                        "validation-failed",
                        "'options.groups[0].roleSlug'"),
                post(
                        "{\"name\":\"a\",\"source\":{\"type\":\"user-pool\"}}",
                        "validation-failed",
                        "'source.userPoolId'"),
                new Bad("POST", "/test-only/non-blocking", "{}", 400, "validation-failed", "'name'"),
                new Bad("POST", "/test-only/non-blocking", "", 400, "missing-body", "JSON object"),
                get("/count?at-least=2", 400, "validation-failed", "'at-least'"),
                // parameters
                get("/things?limit=0", 400, "validation-failed", "'limit' must be a whole number from 1 to 500"),
                get("/things?limit=501", 400, "validation-failed", "'limit'"),
                get("/things?limit=many", 400, "invalid-parameter", "'limit' must be a whole number"),
                get("/things?after=made-up", 400, "validation-failed", "'after'"),
                get("/things?after=%21", 400, "validation-failed", "'after'"),
                get("/things?state=all", 400, "invalid-parameter", "'state' must be one of ALL, CANARY"),
                get("/things?sate=ALL", 400, "unknown-parameter", "'sate' is unknown; known here: after, limit, state"),
                get("/text?x=1", 400, "unknown-parameter", "no query parameters"),
                get("/since?since=now", 400, "invalid-parameter", "'since' must be a time"),
                get("/since?again=yes", 400, "invalid-parameter", "'again' must be true or false"),
                get("/things/7", 404, "not-found", "must be a UUID"),
                get("/things/1-1-1-1-1", 404, "not-found", "must be a UUID"),
                // HTTP
                get("/nothing-here", 404, "not-found", "/q/openapi"),
                get("/optional", 405, "method-not-allowed", "Allow"),
                new Bad("DELETE", "/test-only/things", "", 405, "method-not-allowed", "Allow"),
                new Bad(
                        "POST",
                        "/test-only/things",
                        "{\"name\":\"" + "x".repeat(1_100_000) + "\"}",
                        413,
                        "body-too-large",
                        "1048576"),
                new Bad("POST", "/q/nothing", "", 404, "not-found", "path"),
                // what services say
                fail("conflict", 409, "not-paused", "pause it first"),
                fail("not-found", 404, "not-found", "GET /migrations"),
                fail("invalid", 400, "validation-failed", "'options.roleSlug' names no role"),
                fail("credentials", 401, "invalid-credentials", "wrong"),
                fail("throttled", 429, "too-many-requests", "Wait"),
                fail("database", 503, "database-unavailable", "try again"),
                fail("acquisition", 503, "database-unavailable", "try again"),
                fail("sql", 500, "internal-error", "instance"),
                fail("stalled", 408, "request-timeout", "in time"),
                fail("io", 500, "internal-error", "instance"),
                fail("error", 500, "internal-error", "instance"),
                fail("server", 500, "internal-error", "instance"),
                fail("bug", 500, "internal-error", "instance"),
                fail("gone", 410, "refused", "410"),
                fail("forbidden", 403, "forbidden", "role"),
                fail("jax-forbidden", 403, "forbidden", "role"),
                fail("unauthorized", 401, "unauthorized", "Bearer"),
                get("/bare/404", 404, "not-found", "path"),
                get("/bare/503", 503, "unavailable", "try again"),
                get("/unwritable", 500, "internal-error", "instance"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areAnsweredWithAProblem(Bad bad) {
        var request = given().auth().oauth2("admin").urlEncodingEnabled(false);
        if (!bad.body().isEmpty()) {
            request = request.contentType("application/json").body(bad.body());
        }

        check(request.request(bad.method(), bad.path()), bad.status(), bad.type(), bad.inDetail());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areTheSameInTheEyesOfABrowser(Bad bad) {
        if (bad.path().contains("nothing")) {
            check(
                    given().auth().oauth2("admin").accept("text/html").request(bad.method(), bad.path()),
                    404,
                    "not-found",
                    "");
        }
    }

    static void check(Response response, int status, String type, String inDetail) {
        String body = response.asString();
        assertThat(response.statusCode()).as(body).isEqualTo(status);
        assertThat(response.contentType()).as(body).isEqualTo("application/problem+json");
        JsonPath problem = response.jsonPath();
        assertThat(problem.getString("type")).as(body).isEqualTo(type);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).isNotBlank().contains(inDetail);
        assertThat(body)
                .doesNotContainPattern("(java|jakarta|javax|com|org|io|dev|sun)\\.[a-z]+")
                .doesNotContain("Exception", "hunter2", "secret", "TrialResource", "`");
        assertThat(response.header("X-Request-Id")).isNotBlank();
    }

    private static Bad post(String body, String type, String inDetail) {
        return new Bad("POST", "/test-only/things", body, 400, type, inDetail);
    }

    private static Bad get(String path, int status, String type, String inDetail) {
        return new Bad("GET", "/test-only" + path, "", status, type, inDetail);
    }

    private static Bad fail(String how, int status, String type, String inDetail) {
        return new Bad("POST", "/test-only/fail/" + how, "", status, type, inDetail);
    }
}
