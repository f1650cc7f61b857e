package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, what the cookie is good for, and what other sites can't do with it. */
@QuarkusTest
class SignInPageTest extends MigrationTest {

    private static final String SIGN_IN = "/dashboard/sign-in";
    private static final String FIRST = "/dashboard/migrations";

    private Visitor as(String role) {
        return Visitor.with(service, token(role));
    }

    private Visitor stranger() {
        return Visitor.of(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard"})
    void theFrontDoorLeadsToTheMigrations(String path) {
        as("viewer").get(path).then().statusCode(303).header("Location", FIRST);
    }

    @Test
    void whoHasNotSignedInIsLedThereAndBack() {
        stranger()
                .get("/dashboard/migrations?before=2026-01-01T00:00:00Z")
                .then()
                .statusCode(303)
                .header("Location", SIGN_IN + "?to=%2Fdashboard%2Fmigrations%3Fbefore%3D2026-01-01T00%3A00%3A00Z");

        stranger()
                .send(SIGN_IN, Map.of("token", token("viewer"), "to", "/dashboard/budget"))
                .then()
                .statusCode(303)
                .header("Location", "/dashboard/budget");
    }

    @Test
    void aPartOfAPageSendsThePageToSignIn() {
        stranger()
                .request()
                .header("HX-Request", "true")
                .get("/dashboard/budget/used")
                .then()
                .statusCode(401)
                .header("HX-Redirect", startsWith(SIGN_IN));
    }

    @Test
    void aLinkOnAnotherSiteIsFollowedTwice() {
        // The first time the browser keeps the cookie to itself.
        stranger()
                .request()
                .header("Sec-Fetch-Site", "cross-site")
                .get(FIRST)
                .then()
                .statusCode(200)
                .body(containsString("http-equiv=\"refresh\""));
    }

    @Test
    void theCookieIsOutOfReach() {
        Cookie cookie = stranger()
                .send(SIGN_IN, Map.of("token", token("admin")))
                .then()
                .statusCode(303)
                .header("Location", FIRST)
                .extract()
                .detailedCookie("portage-token");

        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/dashboard");
        assertThat(cookie.hasExpiryDate() || cookie.hasMaxAge())
                .as("ends with the browser")
                .isFalse();
        assertThat(cookie.isSecured()).isFalse();
    }

    @Test
    void overTlsTheCookieGoesOverTlsOnly() {
        Cookie cookie = stranger()
                .request()
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "https://portage.example")
                .formParam("token", token("admin"))
                .post(SIGN_IN)
                .detailedCookie("portage-token");

        assertThat(cookie.isSecured()).isTrue();
    }

    @Test
    void whatIsNoTokenForAPersonIsRefused() {
        stranger()
                .send(SIGN_IN, Map.of("token", "wrong"))
                .then()
                .statusCode(401)
                .contentType("text/html")
                .body(containsString("no token of this service"))
                .header("Set-Cookie", nullValue());
        stranger()
                .send(SIGN_IN, Map.of("token", token("sign-in")))
                .then()
                .statusCode(401)
                .body(containsString("sees nothing here"));
        as("sign-in").get(FIRST).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/dashboard//\\evil.example",
                "/dashboard/\nevil",
                "javascript:alert(1)",
                "/migrations",
                "/dashboard/sign-in"
            })
    void signingInLeadsNowhereElse(String to) {
        stranger()
                .send(SIGN_IN, Map.of("token", token("viewer"), "to", to))
                .then()
                .statusCode(303)
                .header("Location", FIRST);
    }

    @Test
    void aTokenThatIsInForceNoMoreAsksForThePresentOne() {
        Response led = Visitor.with(service, "a-token-of-last-year").get(FIRST);
        led.then().statusCode(303).header("Location", endsWith("&ended=true"));
        stranger().get(led.header("Location")).then().statusCode(200).body(containsString("in force no more"));
    }

    @Test
    void theCookieIsNoGoodForTheApi() {
        for (String path : new String[] {"/migrations", "/rate-budget", "/audit", "/dashboards"}) {
            as("admin").get(path).then().statusCode(401).contentType("application/problem+json");
        }
    }

    @Test
    void aViewerSeesAndAnAdminActs() {
        String id = portage.create(plainPool(1));
        String page = "/dashboard/migrations/" + id;

        as("viewer").get(page).then().statusCode(200).body(not(containsString("act-start")));
        as("viewer")
                .press(page + "/import")
                .then()
                .statusCode(403)
                .contentType("text/html")
                .body(containsString("needs role admin"));
        assertThat(portage.runs(id)).isEmpty();
        as("admin").get(page).then().statusCode(200).body(containsString("act-start"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,          -
            -,          https://evil.example
            -,          null
            cross-site, -
            same-site,  -
            none,       -
            cross-site, THE-SERVICE
            """)
    void whatAnotherSiteSendsIsNotDone(String site, String origin) {
        String id = portage.create(plainPool(1));
        Visitor admin = as("admin");
        var request = admin.request().formParam("audience", "ALL");
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.header("Origin", origin.equals("THE-SERVICE") ? admin.origin() : origin);
        }
        request.post("/dashboard/migrations/" + id + "/import")
                .then()
                .statusCode(403)
                .contentType("text/html")
                .body(containsString("not sent by Portage"));

        assertThat(portage.runs(id)).isEmpty();
    }

    @Test
    void anotherSiteSignsNobodyIn() {
        stranger()
                .request()
                .header("Origin", "https://evil.example")
                .formParam("token", token("viewer"))
                .post(SIGN_IN)
                .then()
                .statusCode(403)
                .header("Set-Cookie", nullValue());
    }

    @Test
    void signingOutForgetsTheToken() {
        Visitor admin = as("admin");
        admin.press("/dashboard/sign-out").then().statusCode(303).header("Location", SIGN_IN);
        admin.get(FIRST).then().statusCode(303).header("Location", startsWith(SIGN_IN));
    }

    @Test
    void whatIsDoneIsInTheAuditTrail() {
        String request = UUID.randomUUID().toString();
        String path = "/dashboard/migrations/" + UUID.randomUUID() + "/pause";
        Visitor admin = as("admin");
        admin.request()
                .header("X-Request-Id", request)
                .header("Origin", admin.origin())
                .formParam("do", "it")
                .post(path);

        portage.get("/audit?limit=1")
                .then()
                .body("items[0].requestId", equalTo(request))
                .body("items[0].actor", equalTo("admin"))
                .body("items[0].path", equalTo(path))
                .body("items[0].status", equalTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGN_IN, FIRST, "/dashboard/budget", "/dashboard/migrations/nothing"})
    void pagesLoadNothingFromElsewhereAndRunNoScriptOfTheirOwn(String path) {
        String html = as("admin")
                .get(path)
                .then()
                .contentType("text/html")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .asString();

        assertThat(html).doesNotContain("<style", "style=", "<script>", " onclick=", "hx-on", "http://", "https://");
        var files =
                Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)/[^\"]+)\"").matcher(html);
        while (files.find()) {
            stranger().get(files.group(1)).then().statusCode(200).header("Cache-Control", containsString("max-age"));
        }
    }

    @Test
    void whatGoesWrongIsAPageForPeople() {
        as("viewer")
                .get("/dashboard/migrations/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("text/html")
                .body(containsString("Migration not found"));
        as("viewer").get("/dashboard/nothing").then().statusCode(404).contentType("text/html");
        String id = portage.create(plainPool(1));
        as("admin")
                .press("/dashboard/migrations/" + id + "/pause")
                .then()
                .statusCode(409)
                .contentType("text/html")
                .body(containsString("nothing is running"));
        as("viewer")
                .request()
                .header("HX-Request", "true")
                .get("/dashboard/migrations/" + UUID.randomUUID() + "/live")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void theDescriptionIsOfTheApiOnly() {
        assertThat(stranger().get("/q/openapi").asString())
                .contains("/migrations")
                .doesNotContain("/dashboard");
    }
}
