package dev.portage.api;

import dev.portage.audit.AuditEntry;
import dev.portage.audit.AuditTrail;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Adds calls to the audit trail. Bodies and queries are never recorded. */
@ApplicationScoped
class AuditWriter {
    private static final Logger LOG = Logger.getLogger(AuditWriter.class);

    private final AuditTrail trail;
    private final Clock clock;
    private final Counter failures;

    AuditWriter(AuditTrail trail, Clock clock, MeterRegistry metrics) {
        this.trail = trail;
        this.clock = clock;
        this.failures = Counter.builder("portage.audit.failures")
                .description("Audit entries that could not be written to the database; the log has them")
                .register(metrics);
    }

    /** Whether the trail is to have a call: one of an operator that changes something, or one that reveals a secret. */
    static boolean concerns(RoutingContext call) {
        String path = call.normalizedPath();
        // How end users' sign-ins ended is kept in rows of their own.
        boolean byEndUser = path.equals("/sign-in") || path.startsWith("/sign-in/");
        return changes(call) && !byEndUser || reveals(call);
    }

    private static boolean changes(RoutingContext call) {
        return switch (call.request().method().name()) {
            case "POST", "PUT", "PATCH", "DELETE" -> true;
            default -> false;
        };
    }

    private static boolean reveals(RoutingContext call) {
        return call.queryParam("reveal").stream().anyMatch(value -> !value.equals("false"));
    }

    /** Blocks until the entry is there. */
    void write(RoutingContext call, String actor, int status) {
        String path = call.normalizedPath();
        AuditEntry entry = new AuditEntry(
                clock.instant(),
                actor,
                call.request().remoteAddress().hostAddress(),
                call.request().method().name(),
                reveals(call) ? path + "?reveal=true" : path,
                status,
                RequestId.of(call));
        try {
            trail.record(entry);
        } catch (RuntimeException e) {
            // The change is made and its answer must say so; the log keeps what the database could not.
            failures.increment();
            LOG.errorf(e, "Not in the audit trail: %s", entry);
        }
    }
}
