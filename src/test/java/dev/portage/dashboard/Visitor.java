package dev.portage.dashboard;

import static io.restassured.RestAssured.given;

import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A browser without a screen: it keeps the cookies that it is given, and says where its forms come from. */
public final class Visitor {

    private static final RestAssuredConfig NO_REDIRECTS =
            RestAssuredConfig.config().redirect(RedirectConfig.redirectConfig().followRedirects(false));

    private final URI service;
    private final Map<String, String> cookies = new HashMap<>();

    private Visitor(URI service) {
        this.service = service;
    }

    /** Somebody who has not signed in. */
    public static Visitor of(URI service) {
        return new Visitor(service);
    }

    /** Somebody with this token in the cookie. */
    public static Visitor with(URI service, String token) {
        Visitor visitor = of(service);
        visitor.cookies.put(
                "portage-token", Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes()));
        return visitor;
    }

    public RequestSpecification request() {
        return given().config(NO_REDIRECTS)
                .baseUri(service.getScheme() + "://" + service.getHost())
                .port(service.getPort())
                .urlEncodingEnabled(false)
                .cookies(cookies)
                .accept("text/html");
    }

    public Response get(String path) {
        return kept(request().get(path));
    }

    /** The page at this path, which has to be there. */
    public String page(String path) {
        return get(path).then().statusCode(200).extract().asString();
    }

    /** Sends a form, as a page of the dashboard does. */
    public Response send(String path, Map<String, ?> fields) {
        return kept(request()
                .urlEncodingEnabled(true)
                .header("Origin", origin())
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(fields.isEmpty() ? Map.of("do", "it") : fields)
                .post(path));
    }

    /** Presses a button that asks for nothing else. */
    public Response press(String path) {
        return send(path, Map.of());
    }

    public String origin() {
        return service.getScheme() + "://" + service.getAuthority();
    }

    private Response kept(Response response) {
        cookies.putAll(response.cookies());
        return response;
    }
}
