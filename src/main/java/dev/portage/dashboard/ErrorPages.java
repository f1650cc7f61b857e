package dev.portage.dashboard;

import dev.portage.api.problem.Problem;
import dev.portage.api.problem.ProblemPages;
import dev.portage.api.security.SessionCookie;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Problems as pages that say what to do, below the dashboard's path. Who has not signed in is led there first. */
@ApplicationScoped
class ErrorPages implements ProblemPages {

    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final int UNAUTHORIZED = 401;

    private final Assets.Shelf shelf;

    ErrorPages(Assets.Shelf shelf) {
        this.shelf = shelf;
    }

    @CheckedTemplate(basePath = "dashboard")
    static class Templates {
        private Templates() {}

        static native TemplateInstance error(Frame frame, Problem problem, String back);

        static native TemplateInstance again();
    }

    @Override
    public Optional<Page> of(RoutingContext context, Problem problem) {
        if (!SessionCookie.isForPeople(context)) {
            return Optional.empty();
        }
        boolean fragment = context.request().getHeader("HX-Request") != null;
        if (problem.status() == UNAUTHORIZED) {
            return Optional.of(
                    fragment ? leaving(context) : comesFromElsewhere(context) ? again() : redirect(signIn(context)));
        }
        // The script on the page tells of what goes wrong with a part of it, from the problem itself.
        return fragment ? Optional.empty() : Optional.of(page(context, problem));
    }

    private Page page(RoutingContext context, Problem problem) {
        Frame frame = new Frame(problem.title(), List.of(), Viewer.NOBODY, null, null, shelf.assets());
        return new Page(
                problem.status(),
                Map.of(),
                Templates.error(frame, problem, back(context.request())).render());
    }

    /** Whether a link of another site led here, so that the browser kept the cookie to itself. */
    private static boolean comesFromElsewhere(RoutingContext context) {
        HttpServerRequest request = context.request();
        String site = request.getHeader("Sec-Fetch-Site");
        return request.method().equals(HttpMethod.GET) && site != null && site.startsWith("cross-site");
    }

    /** Has the browser ask once more, this time from a page of ours. */
    private static Page again() {
        return new Page(OK, Map.of(), Templates.again().render());
    }

    private static Page redirect(String to) {
        return new Page(SEE_OTHER, Map.of("Location", to), "");
    }

    private static Page leaving(RoutingContext context) {
        return new Page(UNAUTHORIZED, Map.of("HX-Redirect", signIn(context)), "");
    }

    private static String signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        String wanted =
                request.getHeader("HX-Request") != null || !request.method().equals(HttpMethod.GET)
                        ? back(request)
                        : request.uri();
        String ended = request.getCookie(SessionCookie.NAME) == null ? "" : "&ended=true";
        return SessionCookie.SIGN_IN + "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8) + ended;
    }

    /** The page that the request came from, as far as it is one of ours. */
    private static String back(HttpServerRequest request) {
        @Nullable String referrer = request.getHeader("Referer");
        try {
            URI page = URI.create(referrer == null ? "" : referrer);
            String path = page.getRawPath();
            boolean ours = path != null && path.startsWith(SessionCookie.PLACE + "/");
            return ours && String.valueOf(page.getRawAuthority()).equals(request.getHeader("Host"))
                    ? path + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery())
                    : Pages.FIRST;
        } catch (IllegalArgumentException e) {
            return Pages.FIRST;
        }
    }
}
