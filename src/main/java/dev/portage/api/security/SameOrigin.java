package dev.portage.api.security;

import dev.portage.api.problem.Problem;
import dev.portage.api.problem.ProblemWriter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;

/**
 * Refuses what another site's page has a browser send to the dashboard (CSRF): besides the cookie's SameSite, which older
 * browsers do not know and which lets subdomains through. Browsers say where a request comes from in
 * {@code Sec-Fetch-Site}, over HTTP without TLS in {@code Origin} only, and no page can change either.
 */
@ApplicationScoped
class SameOrigin {

    private static final int BEFORE_AUTHENTICATION = 300;
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final ProblemWriter problems;

    SameOrigin(ProblemWriter problems) {
        this.problems = problems;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEFORE_AUTHENTICATION);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SessionCookie.isForPeople(context)
                && !READING.contains(request.method().name())
                && !isProven(request)) {
            problems.end(
                    context,
                    Problem.of(
                            403,
                            "cross-site-request",
                            "This was not sent by Portage's own page, so nothing was done: open the dashboard, and do it"
                                    + " there. Programs call the API, with their token in the Authorization header."));
            return;
        }
        context.next();
    }

    private static boolean isProven(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && authority(origin).equals(request.getHeader("Host"));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
