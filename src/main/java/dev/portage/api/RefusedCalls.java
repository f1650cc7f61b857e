package dev.portage.api;

import dev.portage.api.security.Refused;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Records calls that the caller's token is not good for, which reach no resource. Those without a valid token are not in
 * the trail: anybody could fill it.
 */
@ApplicationScoped
class RefusedCalls {
    private static final int FORBIDDEN = 403;

    private final AuditWriter audit;

    RefusedCalls(AuditWriter audit) {
        this.audit = audit;
    }

    void install(@Observes Router router) {
        // Before the answer is made, and so before it leaves.
        router.route().order(Integer.MIN_VALUE).failureHandler(this::record);
    }

    private void record(RoutingContext call) {
        Optional<String> caller = Refused.caller(call);
        if (caller.isEmpty() || !AuditWriter.concerns(call)) {
            call.next();
            return;
        }
        call.vertx()
                .executeBlocking(() -> {
                    audit.write(call, caller.get(), FORBIDDEN);
                    return true;
                })
                .onComplete(written -> call.next());
    }
}
