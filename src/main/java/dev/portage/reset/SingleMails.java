package dev.portage.reset;

import dev.portage.migration.ConflictException;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserEvents;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an operator does with the mail of one user. */
@ApplicationScoped
public class SingleMails {
    private final Migrations migrations;
    private final SourceUsers users;
    private final Campaigns campaigns;
    private final Recipients recipients;
    private final Resets resets;
    private final Feeder feeder;
    private final CallbackSettings callback;
    private final UserEvents events;
    private final Queue queue;
    private final Clock clock;

    SingleMails(
            Migrations migrations,
            SourceUsers users,
            Campaigns campaigns,
            Recipients recipients,
            Resets resets,
            Feeder feeder,
            CallbackSettings callback,
            UserEvents events,
            Queue queue,
            Clock clock) {
        this.migrations = migrations;
        this.users = users;
        this.campaigns = campaigns;
        this.recipients = recipients;
        this.resets = resets;
        this.feeder = feeder;
        this.callback = callback;
        this.events = events;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Asks for one more mail for one user, whatever was sent before; the row of it.
     *
     * @throws NotFoundException where the migration has no such user
     * @throws ConflictException where the user is not to be mailed, or has a mail waiting
     */
    @Transactional
    public Reset send(UUID migrationId, String sub, Order order) {
        Obstacles.requireMailable(migrations, migrationId);
        users.get(migrationId, sub);
        callback.require(order.delivery());
        resets.chooseAlone(migrationId);
        Recipients.Choice choice = Recipients.Choice.of(migrationId, order);
        recipients.count(choice).leftOut().keySet().stream().findFirst().ifPresent(slug -> {
            throw Obstacles.against(slug);
        });
        Campaign campaign = campaigns
                .ofSingleUsers(migrationId, order.delivery())
                .orElseGet(() -> {
                    Campaign made = new Campaign(UUID.randomUUID(), migrationId, order, Map.of(), clock.instant());
                    campaigns.persistAndFlush(made);
                    return made;
                });
        campaign.takeUp();
        feeder.writeDown(campaign, choice);
        queue.open(campaign.id());
        return resets.latest(migrationId, sub).orElseThrow();
    }

    /**
     * Has a mail sent that failed, or of which is not known whether it went out.
     *
     * @throws NotFoundException where the migration has no such reset
     * @throws ConflictException where the mail is in another state, or its campaign is cancelled
     */
    @Transactional
    public Reset retry(UUID migrationId, UUID resetId) {
        Obstacles.requireMailable(migrations, migrationId);
        resets.chooseAlone(migrationId);
        Reset reset = resets.get(migrationId, resetId);
        if (!reset.state().retriable()) {
            throw new ConflictException(
                    "nothing-to-retry",
                    "The reset is %s: only one that is FAILED or UNCERTAIN can be retried; ask for one more mail instead (POST …/users/{sub}/password-reset)."
                            .formatted(reset.state()));
        }
        if (resets.waits(migrationId, reset.sub())) {
            throw Obstacles.against("queued-already");
        }
        Campaign campaign = campaigns.lock(reset.campaignId());
        campaign.reopen();
        resets.queueAgain(resetId);
        if (campaign.state() == Campaign.State.RUNNING) {
            queue.open(campaign.id());
        }
        events.add(migrationId, List.of(new UserEvents.Event(reset.sub(), "password-reset-retried", null)));
        return resets.get(migrationId, resetId);
    }
}
