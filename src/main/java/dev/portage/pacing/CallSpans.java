package dev.portage.pacing;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Traces calls to WorkOS and Cognito, where tracing is on: what was called and how it ended, and nothing of a user. */
@ApplicationScoped
public class CallSpans {
    private final Tracer tracer;
    private final Clock clock;

    public CallSpans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** A call that has just ended, as part of what this thread is tracing. */
    public void ended(String system, String operation, String outcome, Duration took) {
        Instant now = clock.instant();
        tracer.spanBuilder(system + " " + operation)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(now.minus(took))
                .setAttribute("peer.service", system)
                .setAttribute("portage.outcome", outcome)
                .startSpan()
                .end(now);
    }
}
