package dev.portage.pacing;

import dev.portage.schedule.Schedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows the budget, which all replicas share, and so show alike, and how long this replica's calls wait for their slots.
 * What comes from the database is unknown ({@code NaN}) while that is away.
 */
@ApplicationScoped
class BudgetMetrics {
    private final MeterRegistry registry;
    private final RateBuckets rows;
    private final Clock clock;
    private volatile Optional<Budget> seen = Optional.empty();

    BudgetMetrics(MeterRegistry registry, RateBuckets rows, Clock clock) {
        this.registry = registry;
        this.rows = rows;
        this.clock = clock;
        for (Limit limit : Limit.values()) {
            ofLimit("portage.budget.amount", limit, budget -> budget.amounts().getOrDefault(limit, 0))
                    .description("Calls that the limit's window may hold")
                    .register(registry);
            ofLimit("portage.budget.used", limit, budget -> budget.used().getOrDefault(limit, 0))
                    .description("Calls granted in the window of the limit that ended last")
                    .register(registry);
            ofLimit("portage.budget.pace", limit, budget -> budget.pace().getOrDefault(limit, 1.0))
                    .description("The share of its full rate that the limit goes at; below one after a 429")
                    .register(registry);
        }
        gauge("portage.budget.since.throttled", budget -> seconds(budget.lastThrottledAt()))
                .description("Time since WorkOS or Cognito last answered 429; -1 where neither ever has")
                .baseUnit("seconds")
                .register(registry);
        gauge("portage.budget.failing", budget -> Math.max(0, seconds(budget.failingSince())))
                .description("For how long WorkOS has not answered, so that it is only probed; 0 while it answers")
                .baseUnit("seconds")
                .register(registry);
    }

    void waited(Draw draw, long nanos) {
        Timer.builder("portage.budget.wait")
                .description("How long calls wait for their slots")
                .tag("draw", draw.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(10), "Measuring the budget", this::look);
    }

    void look() {
        try {
            seen = Optional.of(Budget.of(rows.look(List.of(Limit.values()))));
        } catch (RuntimeException e) {
            seen = Optional.empty();
        }
    }

    private double seconds(@Nullable Instant since) {
        return since == null
                ? -1
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private Gauge.Builder<?> ofLimit(String name, Limit limit, ToDoubleFunction<Budget> value) {
        return gauge(name, value).tag("limit", limit.name().toLowerCase(Locale.ROOT));
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<Budget> value) {
        return Gauge.builder(name, () -> seen.map(value::applyAsDouble).orElse(Double.NaN));
    }
}
