package dev.portage.api;

import static dev.portage.api.BadRequestsTest.check;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiMannersTest {

    @TestHTTPResource
    URL service;

    @Test
    void listsComeInPages() {
        String next = admin().get("/test-only/things?limit=3")
                .then()
                .statusCode(200)
                .body("items.number", contains(1, 2, 3))
                .extract()
                .path("next");
        String last = admin().get("/test-only/things?limit=3&after=" + next)
                .then()
                .body("items.number", contains(4, 5, 6))
                .extract()
                .path("next");
        admin().get("/test-only/things?after=" + last)
                .then()
                .body("items.number", contains(7))
                .body("$", hasKey("next"))
                .body("next", nullValue());
    }

    @Test
    void anOptionalBodyMayBeLeftOut() {
        admin().post("/test-only/optional").then().statusCode(202).body("number", equalTo(0));
        admin().contentType("application/json")
                .body("{}")
                .post("/test-only/optional")
                .then()
                .statusCode(202)
                .body("number", equalTo(1));
    }

    @Test
    void whatIsGoodIsTaken() {
        admin().contentType("application/json")
                .body("""
                        {"name":"a","source":{"type":"dump"},"at":"2026-01-31T12:00:00+01:00","start":true,
                         "id":"0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f","options":{"audience":"CANARY","count":3}}""")
                .post("/test-only/things")
                .then()
                .statusCode(200)
                .body("at", equalTo("2026-01-31T11:00:00Z"))
                .body("options.audience", equalTo("CANARY"));
    }

    @Test
    void aPrimitiveThatIsLeftOutHasItsDefault() {
        admin().contentType("application/json")
                .body("{\"name\":\"a\"}")
                .post("/test-only/things")
                .then()
                .statusCode(200)
                .body("start", equalTo(false));
    }

    @Test
    void otherMediaTypesAreRefused() {
        check(
                admin().contentType("text/plain").body("{}").post("/test-only/things"),
                415,
                "unsupported-media-type",
                "application/json");
        check(admin().accept("image/png").get("/test-only/text"), 406, "not-acceptable", "Accept");
    }

    @Test
    void theAllowHeaderNamesTheMethods() {
        Response response = admin().delete("/test-only/things");
        assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        String id = "0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f";
        admin().post("/test-only/things/" + id).then().header("Allow", "GET, HEAD, OPTIONS, PATCH");
        admin().put("/test-only/optional").then().header("Allow", "OPTIONS, POST");
    }

    @Test
    void anOutageSaysWhenToTryAgain() {
        admin().post("/test-only/fail/database").then().header("Retry-After", "5");
        admin().post("/test-only/fail/throttled").then().header("Retry-After", "2");
    }

    @Test
    void anUnexpectedFailureHasAnIdAndNothingElse() {
        admin().post("/test-only/fail/bug").then().body("instance", matchesPattern("urn:uuid:[0-9a-f-]{36}"));
    }

    @Test
    void fieldsAreListed() {
        admin().contentType("application/json")
                .body("{\"name\":\"\",\"options\":{\"roleSlug\":\"too long\"}}")
                .post("/test-only/things")
                .then()
                .body("errors.field", contains("name", "options.roleSlug"))
                .body("errors[0].message", startsWith("must"));
    }

    @Test
    void aBodyInChunksIsBoundedToo() throws Exception {
        HttpResponse<String> response = chunked("/test-only/things", "POST", 3_000_000);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aStreamIsNotBounded() throws Exception {
        HttpResponse<String> response = chunked("/test-only/upload", "PUT", 30_000_000);
        assertThat(response.body()).isEqualTo("{\"number\":30000000}");
        admin().contentType("application/json")
                .body(new byte[12_000_000])
                .put("/test-only/upload")
                .then()
                .body("number", equalTo(12_000_000));
    }

    @Test
    void requestIdsAreKeptIfHarmless() {
        admin().header("X-Request-Id", "abc.1:2-3")
                .get("/test-only/text")
                .then()
                .header("X-Request-Id", "abc.1:2-3");
        admin().header("X-Request-Id", "a b\"")
                .get("/test-only/text")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
        given().get("/audit").then().statusCode(401).header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void answersCarrySecurityHeaders() {
        for (String token : new String[] {"admin", "wrong"}) {
            given().auth()
                    .oauth2(token)
                    .get("/test-only/text")
                    .then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store")
                    .header("Content-Security-Policy", startsWith("default-src 'none'"))
                    .header("Server", nullValue())
                    .header("Access-Control-Allow-Origin", nullValue());
        }
    }

    @Test
    void pagesOfOtherOriginsMayNotReadAnswers() {
        given().header("Origin", "https://evil.example")
                .auth()
                .oauth2("admin")
                .get("/test-only/text")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue());
        given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/test-only/things")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Methods", nullValue())
                .header("Access-Control-Allow-Headers", nullValue());
    }

    @Test
    void aBrokenRequestLineEndsTheConnectionInPeace() throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write("GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception");
        }
    }

    private HttpResponse<String> chunked(String path, String method, int size) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(service.toString()).resolve(path))
                .header("Authorization", "Bearer admin")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofInputStream(() -> new Spaces(size)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2("admin").urlEncodingEnabled(false);
    }

    private static final class Spaces extends InputStream {
        private int left;

        Spaces(int size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }
    }
}
