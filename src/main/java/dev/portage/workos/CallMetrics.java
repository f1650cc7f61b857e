package dev.portage.workos;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts and times the calls to WorkOS, by operation and by how they ended; no label tells of a user. */
@ApplicationScoped
class CallMetrics {
    private final MeterRegistry registry;
    private volatile boolean refused;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("portage.workos.refused", () -> refused ? 1 : 0)
                .description("1 while WorkOS's latest answer was that the API key is not good for the call")
                .register(registry);
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
        switch (outcome) {
            case Outcome.Unauthorized<?> ignored -> refused = true;
            case Outcome.Throttled<?> ignored -> {}
            case Outcome.Unavailable<?> ignored -> {}
            default -> refused = false;
        }
    }
}
