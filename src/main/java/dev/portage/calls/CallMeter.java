package dev.portage.calls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Counts, times and, where tracing is on, traces the calls to one outside system: what was called and how it ended. No
 * label and no attribute tells of a user or a pool.
 */
public final class CallMeter {
    private final String system;
    private final String name;
    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Clock clock;
    private volatile boolean refused;

    CallMeter(String system, String name, MeterRegistry registry, Tracer tracer, Clock clock) {
        this.system = system;
        this.name = name;
        this.registry = registry;
        this.tracer = tracer;
        this.clock = clock;
        Gauge.builder("portage." + system + ".refused", this, meter -> meter.refused ? 1 : 0)
                .description(
                        "1 while the latest answer of " + name + " was that our credentials are not good for the call")
                .strongReference(true)
                .register(registry);
    }

    /** A call is about to be made. */
    public Timer.Sample start() {
        return Timer.start(registry);
    }

    /**
     * A call has just ended.
     *
     * @param outcome one of the sealed kinds of outcome, whose simple name becomes the label
     */
    public void ended(Timer.Sample sample, String operation, Object outcome) {
        String ending = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        long nanos = sample.stop(Timer.builder("portage." + system + ".calls")
                .description("Calls to " + name)
                .tag("operation", operation)
                .tag("outcome", ending)
                .register(registry));
        Instant now = clock.instant();
        tracer.spanBuilder(system + " " + operation)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(now.minus(Duration.ofNanos(nanos)))
                .setAttribute("peer.service", system)
                .setAttribute("portage.outcome", ending)
                .startSpan()
                .end(now);
    }

    /** Whether the credentials were good for the latest call; not to be said of a call that did not get so far. */
    public void credentialsGood(boolean good) {
        refused = !good;
    }
}
