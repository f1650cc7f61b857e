package dev.portage.api.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Failures below the resources: in the filters, in authorization, or at a path that no resource has. */
@ApplicationScoped
public class RouteProblems {

    /** Where a route leaves a {@link Problem} that says more than its failure does. */
    public static final String PROBLEM = Problem.class.getName();

    private final ProblemWriter writer;
    private final UnexpectedFailures unexpected;

    RouteProblems(ProblemWriter writer, UnexpectedFailures unexpected) {
        this.writer = writer;
        this.unexpected = unexpected;
    }

    void install(@Observes Router router) {
        // The first route that matches handles a failure, and Quarkus's own handler is the last one. Only the entry in
        // the audit trail comes before.
        router.route().order(Integer.MIN_VALUE + 1).failureHandler(this::handle);
    }

    private void handle(RoutingContext context) {
        Problem problem = problem(context);
        if (problem.status() == 401) {
            context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        writer.end(context, problem);
    }

    private Problem problem(RoutingContext context) {
        @Nullable Problem said = context.get(PROBLEM);
        if (said != null) {
            return said;
        }
        return switch (context.failure()) {
            case ProblemException failure -> failure.problem();
            case UnauthorizedException _, AuthenticationException _ -> Problems.UNAUTHORIZED;
            case ForbiddenException _ -> Problems.FORBIDDEN;
            case RejectedExecutionException _ -> Problems.ofStatus(503);
            case null -> Problems.ofStatus(context.statusCode());
            case Throwable failure -> failed(context, failure);
        };
    }

    private Problem failed(RoutingContext context, Throwable failure) {
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            return Problems.ofStatus(context.statusCode());
        }
        return unexpected.report(
                failure, context.request().method() + " " + context.request().path());
    }
}
