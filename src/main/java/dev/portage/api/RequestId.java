package dev.portage.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Ties an answer, its log lines and its audit entry together: {@code X-Request-Id} as the caller sent it, or a new one,
 * in the answer's headers and as {@code requestId} in the log's context.
 */
@ApplicationScoped
class RequestId {

    static final String HEADER = "X-Request-Id";

    private static final String KEY = "requestId";
    private static final int BEFORE_AUTHENTICATION = 1000;

    /** What may stand in a log line without doing harm to it. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    void install(@Observes Filters filters) {
        filters.register(this::assign, BEFORE_AUTHENTICATION);
    }

    static String of(RoutingContext context) {
        @Nullable String id = context.get(KEY);
        return id == null ? "" : id;
    }

    private void assign(RoutingContext context) {
        String given = context.request().getHeader(HEADER);
        String id = given != null && HARMLESS.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put(KEY, id);
        context.next();
    }
}
