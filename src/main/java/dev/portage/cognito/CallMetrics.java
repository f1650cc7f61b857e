package dev.portage.cognito;

import dev.portage.pacing.CallSpans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/** Counts, times and traces the calls to Cognito, by operation and by how they ended; no label tells of a pool or a user. */
@ApplicationScoped
class CallMetrics {
    private final MeterRegistry registry;
    private final CallSpans spans;
    private volatile boolean refused;

    CallMetrics(MeterRegistry registry, CallSpans spans) {
        this.registry = registry;
        this.spans = spans;
        Gauge.builder("portage.cognito.refused", () -> refused ? 1 : 0)
                .description("1 while Cognito's latest answer was that the credentials are not good for the call")
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void asked(Timer.Sample sample, String operation, PasswordProof proof) {
        sample.stop(Timer.builder("portage.cognito.calls")
                .description("Calls to Cognito")
                .tag("operation", operation)
                .tag("outcome", proof.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(registry));
    }

    void ended(Timer.Sample sample, String operation, Reading<?> reading) {
        String ending = reading.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        long nanos = sample.stop(Timer.builder("portage.cognito.calls")
                .description("Calls to Cognito")
                .tag("operation", operation)
                .tag("outcome", ending)
                .register(registry));
        spans.ended("cognito", operation, ending, Duration.ofNanos(nanos));
        switch (reading) {
            case Reading.Refused<?> ignored -> refused = true;
            case Reading.Throttled<?> ignored -> {}
            case Reading.Unavailable<?> ignored -> {}
            default -> refused = false;
        }
    }
}
