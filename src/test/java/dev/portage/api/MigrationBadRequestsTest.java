package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers get wrong about migrations is answered with what to change, and changes nothing. */
@QuarkusTest
class MigrationBadRequestsTest extends MigrationTest {
    private static String id = "";

    private static final String NOBODY = "0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f";

    /** @param says what the detail has to contain; ID in the path stands for a migration that there is */
    record Bad(String method, String path, String body, int status, String says) {

        @Override
        public String toString() {
            return method + " " + path + " " + (body.length() > 70 ? body.substring(0, 70) + "…" : body);
        }
    }

    private static Bad create(String body, String says) {
        return new Bad("POST", "/migrations", body, 400, says);
    }

    private static Bad options(String options, String says) {
        return create("{\"name\":\"a\",\"source\":{\"type\":\"dump\"},\"options\":" + options + "}", says);
    }

    private static Bad source(String source, String says) {
        return create("{\"name\":\"a\",\"source\":" + source + "}", says);
    }

    private static Bad patch(String body, String says) {
        return new Bad("PATCH", "/migrations/ID", body, 400, says);
    }

    private static Bad start(String body, String says) {
        return new Bad("POST", "/migrations/ID/imports", body, 400, says);
    }

    private static Bad get(String path, int status, String says) {
        return new Bad("GET", path, "", status, says);
    }

    static Stream<Bad> requests() {
        String emails = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> "\"u" + i + "@example.com\"")
                .collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                create("", "JSON object"),
                create("{}", "name"),
                create("{\"name\":\"\",\"source\":{\"type\":\"dump\"}}", "'name'"),
                create("{\"name\":\"" + "x".repeat(201) + "\",\"source\":{\"type\":\"dump\"}}", "'name'"),
                create("{\"name\":\"a\"}", "'source'"),
                create("{\"name\":\"a\",\"source\":{\"type\":\"dump\"},\"strat\":true}", "'strat'"),
                create(
                        "{\"name\":\"a\",\"source\":{\"type\":\"dump\"},\"start\":\"yes\"}",
                        "'start' must be true or false"),
                source("{}", "'source.type'"),
                source("{\"type\":\"csv\"}", "'source.type' must be one of user-pool, dump"),
                source("{\"type\":\"user-pool\"}", "userPoolId"),
                source("{\"type\":\"user-pool\",\"userPoolId\":\"us-east-1_Abc\"}", "region"),
                source("{\"type\":\"user-pool\",\"region\":\"us-east-1\"}", "userPoolId"),
                source("{\"type\":\"dump\",\"userPoolId\":\"us-east-1_Abc\",\"region\":\"us-east-1\"}", "neither"),
                source("{\"type\":\"dump\",\"userPoolId\":\"us-east-1_Abc\"}", "neither"),
                source(
                        "{\"type\":\"user-pool\",\"userPoolId\":\"my pool\",\"region\":\"us-east-1\"}",
                        "'source.userPoolId'"),
                source(
                        "{\"type\":\"user-pool\",\"userPoolId\":\"us-east-1_Abc\",\"region\":\"Virginia\"}",
                        "'source.region'"),
                source(
                        "{\"type\":\"user-pool\",\"userPoolId\":\"us-east-1_Abc\",\"region\":\"evil.example/a-1\"}",
                        "'source.region'"),
                source(
                        "{\"type\":\"user-pool\",\"userPoolID\":\"us-east-1_Abc\",\"region\":\"us-east-1\"}",
                        "'source.userPoolID'"),
                options("{\"foo\":1}", "'options.foo'"),
                options("[]", "'options' must be an object"),
                options("{\"disabledUsers\":\"YES\"}", "'options.disabledUsers' must be one of SKIP, IMPORT"),
                options(
                        "{\"emailVerified\":true}",
                        "'options.emailVerified' must be one of ATTRIBUTE, CONFIRMED_STATUS, NEVER"),
                options("{\"duplicateEmails\":\"merge\"}", "'options.duplicateEmails' must be one of MERGE, SKIP_ALL"),
                options("{\"existingUsers\":\"\"}", "'options.existingUsers' must be one of LINK, UPDATE, SKIP"),
                options("{\"excludeStatuses\":[\"CONFIRMD\"]}", "CONFIRMED"),
                options("{\"excludeStatuses\":\"CONFIRMED\"}", "'options.excludeStatuses' must be a list"),
                options("{\"organizationId\":\"acme\"}", "'options.organizationId'"),
                options("{\"roleSlug\":\"\"}", "'options.roleSlug'"),
                options("{\"attributes\":\"all\"}", "\"automatic\" or a map"),
                options("{\"attributes\":{\"custom:plan\":7}}", "\"automatic\" or a map"),
                options("{\"attributes\":{\"custom:plan\":\"\"}}", "1 to 40 ASCII"),
                options("{\"attributes\":{\"custom:plan\":\"größe\"}}", "1 to 40 ASCII"),
                options("{\"attributes\":{\"a\":\"x\",\"b\":\"x\"}}", "different metadata keys"),
                options(
                        IntStream.range(0, 11)
                                .mapToObj(i -> "\"a" + i + "\":\"k" + i + "\"")
                                .collect(Collectors.joining(",", "{\"attributes\":{", "}}")),
                        "at most 10"),
                options("{\"groups\":[{\"group\":\"a\"}]}", "what the group becomes: one of organizationId"),
                options("{\"groups\":[null]}", "'options.groups[0]"),
                options("{\"groups\":[{\"group\":\"\",\"organizationId\":\"org_1\"}]}", "'options.groups[0].group'"),
                patch("[]", "object"),
                patch("{\"state\":\"COMPLETED\"}", "'state'"),
                patch("{\"name\":\"\"}", "'name'"),
                patch("{\"options\":{\"foo\":1}}", "'options.foo'"),
                patch("{\"options\":{\"disabledUsers\":\"YES\"}}", "one of SKIP, IMPORT"),
                patch("{\"options\":{\"organizationId\":\"acme\"}}", "'options.organizationId'"),
                patch("{\"options\":7}", "'options' must be an object"),
                patch("", "JSON"),
                start("{\"audience\":\"EVERYBODY\"}", "'audience' must be one of ALL, CANARY, EMAILS"),
                start("{\"audience\":\"CANARY\"}", "'count'"),
                start("{\"audience\":\"CANARY\",\"count\":0}", "'count' must be a whole number from 1 to 1000"),
                start("{\"audience\":\"CANARY\",\"count\":-3}", "'count'"),
                start("{\"audience\":\"CANARY\",\"count\":1001}", "'count'"),
                start("{\"audience\":\"CANARY\",\"count\":2.5}", "'count' must be a whole"),
                start("{\"audience\":\"ALL\",\"count\":3}", "'count' goes with the audience CANARY only"),
                start("{\"count\":3}", "'count'"),
                start("{\"audience\":\"EMAILS\"}", "'emails'"),
                start("{\"audience\":\"EMAILS\",\"emails\":[]}", "'emails'"),
                start("{\"audience\":\"EMAILS\",\"emails\":[\"\"]}", "'emails[0]"),
                start("{\"audience\":\"EMAILS\",\"emails\":[null]}", "'emails[0]"),
                start("{\"audience\":\"EMAILS\",\"emails\":\"a@example.com\"}", "'emails' must be a list"),
                start("{\"audience\":\"EMAILS\",\"emails\":" + emails + "}", "'emails'"),
                start("{\"audience\":\"CANARY\",\"count\":1,\"emails\":[\"a@example.com\"]}", "'emails'"),
                start("{\"audiance\":\"ALL\"}", "'audiance'"),
                new Bad("POST", "/migrations/ID/retry", "{\"reason\":\"bad-luck\"}", 400, "workos-unavailable"),
                new Bad("POST", "/migrations/ID/retry", "{\"resaon\":\"rejected\"}", 400, "'resaon'"),
                new Bad("POST", "/migrations/ID/retry", "{\"reason\":7}", 400, "'reason' must be a string"),
                new Bad("PUT", "/rate-budget", "{}", 400, "writesPer10s"),
                new Bad("PUT", "/rate-budget", "{\"writesPer10s\":0}", 400, "'writesPer10s'"),
                new Bad("PUT", "/rate-budget", "{\"writesPer10s\":1000001}", 400, "'writesPer10s'"),
                new Bad("PUT", "/rate-budget", "{\"writesPer10s\":\"450\"}", 400, "'writesPer10s' must be a whole"),
                new Bad("PUT", "/rate-budget", "{\"writes\":450}", 400, "'writes'"),
                get("/migrations/ID/users?state=DONE", 400, "one of PENDING, IMPORTED, LINKED, SKIPPED, FAILED"),
                get("/migrations/ID/users?reason=bad-luck", 400, "duplicate-email"),
                get("/migrations/ID/users?limit=0", 400, "1 to 500"),
                get("/migrations/ID/users?limit=501", 400, "1 to 500"),
                get("/migrations/ID/users?after=%21%21", 400, "'after'"),
                get("/migrations/ID/users?mail=a", 400, "'mail'"),
                get("/migrations/ID/users/%00", 404, "U+0000"),
                get("/migrations/ID/users?email=a%00b", 400, "'email' must not have the character U+0000"),
                create(
                        "{\"name\":\"a\\u0000\",\"source\":{\"type\":\"dump\"}}",
                        "'name' must not have the character U+0000"),
                options("{\"roleSlug\":\"a\\u0000\"}", "'options.roleSlug' must not"),
                options("{\"attributes\":{\"custom:a\":\"a\\u0000\"}}", "'options.attributes' must not"),
                options("{\"attributes\":{\"custom:\\u0000\":\"a\"}}", "attribute names"),
                options("{\"excludeStatuses\":[null]}", "'options.excludeStatuses"),
                patch("{\"name\":\"\\u0000\"}", "'name' must not"),
                start("{\"audience\":\"EMAILS\",\"emails\":[\"\\u0000\"]}", "'emails[0]' must not"),
                get("/migrations/ID/runs?after=bm8", 400, "'after'"),
                get("/migrations?after=bm8", 400, "'after'"),
                get("/audit?after=bm8", 400, "'after'"),
                get("/migrations/7", 404, "UUID"),
                get("/migrations/" + NOBODY, 404, "GET /migrations"),
                get("/migrations/" + NOBODY + "/users", 404, "GET /migrations"),
                get("/migrations/" + NOBODY + "/runs", 404, "GET /migrations"),
                new Bad("POST", "/migrations/" + NOBODY + "/imports", "{}", 404, "GET /migrations"),
                new Bad("POST", "/migrations/" + NOBODY + "/retry", "{}", 404, "GET /migrations"),
                new Bad("PATCH", "/migrations/" + NOBODY, "{\"name\":\"a\"}", 404, "GET /migrations"),
                new Bad("DELETE", "/migrations/" + NOBODY, "", 404, "GET /migrations"),
                new Bad("PUT", "/migrations/ID", "{}", 405, "Allow"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areAnsweredWithWhatToChange(Bad bad) {
        if (id.isEmpty()) {
            id = portage.createForDump("{}");
        }
        String before = portage.show(id).toString();
        String path = bad.path().replace("ID", id);
        Response response = bad.body().isEmpty()
                        && !bad.method().equals("POST")
                        && !bad.method().equals("PATCH")
                ? portage.request().request(bad.method(), path)
                : portage.send(bad.method(), path, bad.body());

        BadRequestsTest.check(response, bad.status(), response.jsonPath().getString("type"), bad.says());
        assertThat(portage.show(id)).hasToString(before);
    }
}
