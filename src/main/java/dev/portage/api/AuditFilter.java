package dev.portage.api;

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
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Records calls that reach a resource, however they end, before their answer leaves: who reads the trail after the answer
 * finds the entry there.
 */
class AuditFilter {

    private final AuditWriter audit;

    AuditFilter(AuditWriter audit) {
        this.audit = audit;
    }

    @ServerResponseFilter
    public @Nullable Uni<Void> record(
            ContainerRequestContext request, ContainerResponseContext response, RoutingContext call) {
        if (!AuditWriter.concerns(call)) {
            return null;
        }
        Principal caller = request.getSecurityContext().getUserPrincipal();
        if (caller == null) {
            // Whoever has no token changes nothing, and could fill the trail.
            return null;
        }
        String actor = caller.getName();
        int status = response.getStatus();
        if (BlockingOperationControl.isBlockingAllowed()) {
            audit.write(call, actor, status);
            return null;
        }
        // What is refused early is still on the event loop, which no database may hold up.
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> audit.write(call, actor, status));
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
