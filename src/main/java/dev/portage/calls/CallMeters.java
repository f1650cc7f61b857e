package dev.portage.calls;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Makes the meter of each outside system. */
@ApplicationScoped
public class CallMeters {
    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Clock clock;

    public CallMeters(MeterRegistry registry, Tracer tracer, Clock clock) {
        this.registry = registry;
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * The meter of one system.
     *
     * @param system as it stands in the names of metrics
     * @param name as people write it
     */
    public CallMeter of(String system, String name) {
        return new CallMeter(system, name, registry, tracer, clock);
    }
}
