package dev.portage.api.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Takes a body of nothing for JSON: many clients send a form's {@code Content-Type} with every POST, or none, and a call
 * whose body is optional must not answer that with 415.
 */
@ApplicationScoped
class BodilessRequests {

    private static final int BEFORE_RESOURCES = 50;

    void install(@Observes Filters filters) {
        filters.register(this::declare, BEFORE_RESOURCES);
    }

    private void declare(RoutingContext context) {
        if (isBodiless(context.request())) {
            context.request().headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        context.next();
    }

    private static boolean isBodiless(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            return length.equals("0");
        }
        // In HTTP/2 a body needs neither header.
        return request.version() != HttpVersion.HTTP_2 && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }
}
