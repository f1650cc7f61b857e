package dev.portage.cognito;

import dev.portage.pacing.CallSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;

/** Metrics and traces that nobody reads. */
final class NoMetrics {
    private NoMetrics() {}

    static CallMetrics metrics() {
        return new CallMetrics(
                new SimpleMeterRegistry(), new CallSpans(OpenTelemetry.noop().getTracer("test"), Clock.systemUTC()));
    }
}
