package dev.portage.webhook;

import dev.portage.calls.SignedPosts.Ending;
import dev.portage.schedule.Schedule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;

/** Shows what the endpoint has yet to be told, as the database has it, and counts the posts of this replica. */
@ApplicationScoped
class WebhookMetrics {
    private final MeterRegistry registry;
    private final Notices notices;
    private volatile double waiting = Double.NaN;

    WebhookMetrics(MeterRegistry registry, Notices notices) {
        this.registry = registry;
        this.notices = notices;
        Gauge.builder("portage.webhook.waiting", () -> waiting)
                .description("Notices that the webhook has not taken yet")
                .register(registry);
    }

    void posted(Ending ending) {
        Counter.builder("portage.webhook.posts")
                .description("Posts to the webhook by how they ended")
                .tag("outcome", ending.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(10), "Counting what waits for the webhook", this::look);
    }

    void look() {
        try {
            waiting = notices.waiting();
        } catch (RuntimeException e) {
            // Unknown while the database is away.
            waiting = Double.NaN;
        }
    }
}
