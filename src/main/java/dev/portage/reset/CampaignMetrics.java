package dev.portage.reset;

import dev.portage.schedule.Schedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows campaigns by state, and those that something holds up; unknown while the database is away. */
@ApplicationScoped
class CampaignMetrics {
    private final Campaigns campaigns;
    private volatile Optional<Campaigns.Census> seen = Optional.empty();

    CampaignMetrics(MeterRegistry registry, Campaigns campaigns) {
        this.campaigns = campaigns;
        Stream.of(Campaign.State.RUNNING, Campaign.State.PAUSED)
                .forEach(state -> Gauge.builder(
                                "portage.campaigns",
                                () -> seen.<Double>map(census -> (double) census.count(state))
                                        .orElse(Double.NaN))
                        .description("Password-reset campaigns that are not over, by state")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry));
        Gauge.builder(
                        "portage.campaigns.held.up",
                        () -> seen.<Double>map(census -> (double) census.heldUp())
                                .orElse(Double.NaN))
                .description("Password-reset campaigns that are held up by what their lastError says")
                .register(registry);
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(10), "Counting resets", this::look);
    }

    void look() {
        try {
            seen = Optional.of(QuarkusTransaction.requiringNew().call(campaigns::census));
        } catch (RuntimeException e) {
            seen = Optional.empty();
        }
    }
}
