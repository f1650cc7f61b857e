package dev.portage.queue;

import dev.portage.pacing.Draw;
import dev.portage.schedule.Schedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Shows what waits in the queue and what is held, as the database has it: every replica shows the same. Unknown
 * ({@code NaN}) while the database is away.
 */
@ApplicationScoped
class QueueGauges {
    /** As many are counted; whoever needs the full number has the users that are pending. */
    private static final int MOST = 10_000;

    private final Jobs jobs;
    private final QueueConfig config;
    private volatile Optional<Seen> seen = Optional.empty();

    private record Seen(Map<Draw, Integer> ready, double oldestReadySeconds, Jobs.Held held) {}

    QueueGauges(MeterRegistry registry, Jobs jobs, QueueConfig config) {
        this.jobs = jobs;
        this.config = config;
        for (Draw draw : Draw.values()) {
            gauge("portage.queue.ready", now -> now.ready().getOrDefault(draw, 0))
                    .description("Jobs that could be claimed, counted up to " + MOST)
                    .tag("draw", draw.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("portage.queue.oldest.ready", Seen::oldestReadySeconds)
                .description("How long the job that is due longest has waited")
                .baseUnit("seconds")
                .register(registry);
        gauge("portage.queue.leased", now -> now.held().jobs())
                .description("Jobs that a replica holds")
                .register(registry);
        gauge("portage.queue.oldest.leased", this::oldestLeaseSeconds)
                .description("How long the job that is held longest has been held; never much longer than a lease")
                .baseUnit("seconds")
                .register(registry);
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(10), "Measuring the queue", this::look);
    }

    void look() {
        try {
            Map<Draw, Integer> ready = new EnumMap<>(Draw.class);
            for (Draw draw : Draw.values()) {
                ready.put(draw, jobs.ready(draw, MOST));
            }
            seen = Optional.of(new Seen(ready, jobs.oldestReadySeconds(), jobs.held()));
        } catch (RuntimeException e) {
            seen = Optional.empty();
        }
    }

    private double oldestLeaseSeconds(Seen now) {
        return now.held().jobs() == 0
                ? 0
                : config.lease().toMillis() / 1000.0 - now.held().soonestEndSeconds();
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<Seen> value) {
        return Gauge.builder(name, () -> seen.map(value::applyAsDouble).orElse(Double.NaN));
    }
}
