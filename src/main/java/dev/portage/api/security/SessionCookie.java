package dev.portage.api.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A token as a browser keeps it for the dashboard: out of the reach of scripts, until the browser is closed. It is good
 * below {@link #PLACE} only, so no page of another site can have a browser call the API with it.
 */
public final class SessionCookie {

    /** The dashboard's path: all that is below it is for people. */
    public static final String PLACE = "/dashboard";

    /** Where a token becomes a cookie; open to all. */
    public static final String SIGN_IN = PLACE + "/sign-in";

    public static final String NAME = "portage-token";

    private SessionCookie() {}

    /** The token that came with a request for a page; empty for any other request. */
    static Optional<String> token(RoutingContext context) {
        Cookie cookie = isForPeople(context) ? context.request().getCookie(NAME) : null;
        return cookie == null ? Optional.empty() : decoded(cookie.getValue());
    }

    /** Whether the request is for the dashboard. */
    public static boolean isForPeople(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(PLACE) || path.startsWith(PLACE + "/");
    }

    /** Has the browser keep a token. */
    public static void set(RoutingContext context, String token) {
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        context.response().addCookie(cookie(context, value));
    }

    /** Has the browser forget it. */
    public static void clear(RoutingContext context) {
        context.response().addCookie(cookie(context, "").setMaxAge(0));
    }

    private static Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(NAME, value)
                .setPath(PLACE)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(isEncrypted(context.request()));
    }

    /** As the browser sees it: TLS may end before us. */
    private static boolean isEncrypted(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return "https".equals(request.scheme())
                || (origin != null && origin.startsWith("https:"))
                || "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not one of ours; as good as a wrong token.
            return Optional.of("");
        }
    }
}
