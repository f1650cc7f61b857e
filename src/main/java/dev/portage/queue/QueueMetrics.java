package dev.portage.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts what becomes of jobs, by kind and verdict. */
@ApplicationScoped
class QueueMetrics {
    private final MeterRegistry registry;
    private final Counter takenOver;

    QueueMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.takenOver = Counter.builder("portage.queue.taken.over")
                .description("Jobs whose lease ran out, so that another replica may have them")
                .register(registry);
    }

    void finished(Task.Outcome<?> outcome) {
        Counter.builder("portage.queue.jobs")
                .description("Jobs worked on")
                .tag("kind", outcome.job().kind())
                .tag("verdict", outcome.verdict().getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void takenOver(int jobs) {
        takenOver.increment(jobs);
    }

    /** Outcomes that wait for the database. */
    void watch(Finisher finisher) {
        registry.gauge("portage.queue.unwritten", finisher, Finisher::unwritten);
    }
}
