package dev.portage.api;

import dev.portage.audit.AuditEntry;
import dev.portage.audit.AuditTrail;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.security.Principal;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Records every changing call of an operator that reaches a resource, and every one that reveals a secret, before its answer leaves:
 * who reads the trail after the answer finds the entry there. Bodies and queries are never recorded.
 */
class AuditFilter {

    private static final Logger LOG = Logger.getLogger(AuditFilter.class);

    private final AuditTrail trail;
    private final Clock clock;
    private final Counter failures;

    AuditFilter(AuditTrail trail, Clock clock, MeterRegistry metrics) {
        this.trail = trail;
        this.clock = clock;
        this.failures = Counter.builder("portage.audit.failures")
                .description("Audit entries that could not be written to the database; the log has them")
                .register(metrics);
    }

    @ServerResponseFilter
    public @Nullable Uni<Void> record(
            ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        boolean byOperator = !request.getUriInfo().getPath().startsWith("/sign-in");
        // How end users' sign-ins ended is kept in rows of their own.
        if (!(changes(request) && byOperator) && !reveals(request)) {
            return null;
        }
        AuditEntry entry = entry(request, response, context);
        if (BlockingOperationControl.isBlockingAllowed()) {
            write(entry);
            return null;
        }
        // What is refused early is still on the event loop, which no database may hold up.
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> write(entry));
    }

    private AuditEntry entry(
            ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        Principal caller = request.getSecurityContext().getUserPrincipal();
        String path = context.normalizedPath();
        return new AuditEntry(
                clock.instant(),
                caller == null ? "anonymous" : caller.getName(),
                context.request().remoteAddress().hostAddress(),
                request.getMethod(),
                reveals(request) ? path + "?reveal=true" : path,
                response.getStatus(),
                RequestId.of(context));
    }

    private void write(AuditEntry entry) {
        try {
            trail.record(entry);
        } catch (RuntimeException e) {
            // The change is made and its answer must say so; the log keeps what the database could not.
            failures.increment();
            LOG.errorf(e, "Not in the audit trail: %s", entry);
        }
    }

    private static boolean changes(ContainerRequestContext request) {
        return switch (request.getMethod()) {
            case "POST", "PUT", "PATCH", "DELETE" -> true;
            default -> false;
        };
    }

    private static boolean reveals(ContainerRequestContext request) {
        return "true".equals(request.getUriInfo().getQueryParameters().getFirst("reveal"));
    }

    /** The system's clock, unless another room or a test brings one. */
    @ApplicationScoped
    static class SystemClock {

        @Produces
        @DefaultBean
        @ApplicationScoped
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
