package dev.portage.workos;

import dev.portage.pacing.CallSpans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/** Counts, times and traces the calls to WorkOS, by operation and by how they ended; no label tells of a user. */
@ApplicationScoped
class CallMetrics {
    private final MeterRegistry registry;
    private final CallSpans spans;
    private volatile boolean refused;

    CallMetrics(MeterRegistry registry, CallSpans spans) {
        this.registry = registry;
        this.spans = spans;
        Gauge.builder("portage.workos.refused", () -> refused ? 1 : 0)
                .description("1 while WorkOS's latest answer was that the API key is not good for the call")
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void ended(Timer.Sample sample, String operation, Outcome<?> outcome) {
        String ending = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        long nanos = sample.stop(Timer.builder("portage.workos.calls")
                .description("Calls to WorkOS")
                .tag("operation", operation)
                .tag("outcome", ending)
                .register(registry));
        spans.ended("workos", operation, ending, Duration.ofNanos(nanos));
        switch (outcome) {
            case Outcome.Unauthorized<?> ignored -> refused = true;
            case Outcome.Throttled<?> ignored -> {}
            case Outcome.Unavailable<?> ignored -> {}
            default -> refused = false;
        }
    }
}
