package dev.portage.reset;

import dev.portage.migration.Erasing;
import dev.portage.queue.Queue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Ends the campaigns of a migration that is being erased: nobody whose data goes is mailed any more. */
@ApplicationScoped
class Forgetting {
    private final Campaigns campaigns;
    private final Queue queue;
    private final Clock clock;

    Forgetting(Campaigns campaigns, Queue queue, Clock clock) {
        this.campaigns = campaigns;
        this.queue = queue;
        this.clock = clock;
    }

    /** The resets themselves go with their users. */
    void forget(@Observes Erasing erasing) {
        QuarkusTransaction.requiringNew()
                .run(() -> campaigns.lockAll(erasing.migrationId()).forEach(campaign -> {
                    if (campaign.state() != Campaign.State.COMPLETED) {
                        campaign.cancel(clock.instant());
                        queue.drop(campaign.id());
                    }
                    campaign.forgetPlace();
                }));
    }
}
