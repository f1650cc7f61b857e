package dev.portage.dashboard;

import dev.portage.api.security.SessionCookie;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A sentence that the next page shows once: what was done is answered with a redirect, which can't say it. */
final class Notice {

    private static final String NAME = "portage-notice";
    private static final int SECONDS = 30;

    private Notice() {}

    static void leave(RoutingContext context, String text) {
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        context.response().addCookie(cookie(value).setMaxAge(SECONDS));
    }

    static Optional<String> take(RoutingContext context) {
        Cookie cookie = context.request().getCookie(NAME);
        if (cookie == null) {
            return Optional.empty();
        }
        context.response().addCookie(cookie("").setMaxAge(0));
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8))
                    .filter(text -> !text.isBlank());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value)
                .setPath(SessionCookie.PLACE)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT);
    }
}
