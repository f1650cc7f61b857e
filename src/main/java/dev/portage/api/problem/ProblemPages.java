package dev.portage.api.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** Tells people of problems: as a page where they asked for one. Programs get the problem itself, as JSON. */
public interface ProblemPages {

    /** The page that tells of the problem; empty where it was no person who asked. */
    Optional<Page> of(RoutingContext request, Problem problem);

    /**
     * What a browser is answered.
     *
     * @param status that of the problem, or one that leads elsewhere
     */
    record Page(int status, Map<String, String> headers, String html) {

        public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

        public Page {
            headers = Map.copyOf(headers);
        }
    }
}
