package dev.portage.workos;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts and times the calls to WorkOS, by operation and by how they ended; no label tells of a user. */
@ApplicationScoped
class CallMetrics {
    private final MeterRegistry registry;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void ended(Timer.Sample sample, String operation, Outcome<?> outcome) {
        sample.stop(Timer.builder("portage.workos.calls")
                .description("Calls to WorkOS")
                .tag("operation", operation)
                .tag("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(registry));
    }
}
