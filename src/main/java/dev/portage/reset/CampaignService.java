package dev.portage.reset;

import dev.portage.migration.ConflictException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserEvents;
import dev.portage.queue.Queue;
import dev.portage.workos.PasswordFeed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator does with password resets. */
@ApplicationScoped
public class CampaignService {
    /** A caller waits for it; what is not read by then, the campaign waits for. */
    private static final Duration NEWS_WITHIN = Duration.ofSeconds(5);

    private final Migrations migrations;
    private final SourceUsers users;
    private final Campaigns campaigns;
    private final Recipients recipients;
    private final Resets resets;
    private final Feeder feeder;
    private final CallbackSettings callback;
    private final PoolPasswords pool;
    private final PasswordFeed news;
    private final UserEvents events;
    private final Queue queue;
    private final Clock clock;

    CampaignService(
            Migrations migrations,
            SourceUsers users,
            Campaigns campaigns,
            Recipients recipients,
            Resets resets,
            Feeder feeder,
            CallbackSettings callback,
            PoolPasswords pool,
            PasswordFeed news,
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
        this.pool = pool;
        this.news = news;
        this.events = events;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Who would be mailed.
     *
     * @param wouldMail how many, on all pages
     * @param lasts how long it would take
     * @param recipients one row more than asked for, where there are more
     */
    public record DryRun(long wouldMail, Map<String, Long> leftOut, Duration lasts, List<Recipient> recipients) {}

    /** Who would be mailed, with their address. */
    @RegisterForReflection
    @Schema(name = "CampaignRecipient")
    public record Recipient(String sub, String email) {}

    /** Looks who would be mailed, and sends nothing; a canary is not asked for. */
    public DryRun dryRun(UUID migrationId, Order order, String afterSub, int limit) throws InterruptedException {
        readNews(order.audience());
        pool.lookUp(migrationId);
        usable(migrations.get(migrationId));
        requireNeed(migrationId, order);
        Recipients.Choice choice = Recipients.Choice.of(migrationId, order);
        Recipients.Census census = recipients.count(choice);
        Duration lasts = order.window()
                .map(window -> order.pace().lasting(census.chosen(), window))
                .orElseGet(() -> order.pace().lasting(census.chosen()));
        return new DryRun(
                census.chosen(),
                census.leftOut(),
                lasts,
                recipients.list(choice, afterSub, limit).stream()
                        .map(each -> new Recipient(each.sub(), each.email()))
                        .toList());
    }

    /** Starts a campaign. */
    public Campaign start(UUID migrationId, Order order) throws InterruptedException {
        readNews(order.audience());
        pool.lookUp(migrationId);
        Recipients.Choice choice = Recipients.Choice.of(migrationId, order);
        return QuarkusTransaction.requiringNew().call(() -> {
            usable(migrations.get(migrationId));
            requireCallback(order.delivery());
            requireNeed(migrationId, order);
            requireCanary(migrationId, order);
            resets.chooseAlone(migrationId);
            Recipients.Census census = recipients.count(choice);
            return begin(migrationId, order, choice, census.leftOut());
        });
    }

    private Campaign begin(UUID migrationId, Order order, Recipients.Choice choice, Map<String, Long> leftOut) {
        Campaign campaign = new Campaign(UUID.randomUUID(), migrationId, order, leftOut, clock.instant());
        campaigns.persistAndFlush(campaign);
        feeder.writeDown(campaign, choice);
        queue.open(campaign.id());
        return campaign;
    }

    /** Asks for one more mail for one user, whatever was sent before; the row of it. */
    @Transactional
    public Reset mailOneUser(UUID migrationId, String sub, Order order) {
        usable(migrations.get(migrationId));
        if (users.find(migrationId, sub).isEmpty()) {
            throw new NotFoundException("user", "This migration has no user with that sub; GET …/users lists them.");
        }
        requireCallback(order.delivery());
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

    /** Has a mail sent that failed, or of which is not known whether it went out. */
    @Transactional
    public Reset retry(UUID migrationId, UUID resetId) {
        usable(migrations.get(migrationId));
        resets.chooseAlone(migrationId);
        Reset reset = resets.find(migrationId, resetId).orElseThrow(() -> unknownReset(resetId));
        if (!reset.state().retriable()) {
            throw new ConflictException(
                    "nothing-to-retry",
                    "The reset is %s: only one that is FAILED or UNCERTAIN can be retried; POST …/users/{sub}/password-reset asks for one more mail."
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
        return resets.find(migrationId, resetId).orElseThrow();
    }

    /** Stops a campaign at once; what is in flight is finished. Pausing what is paused changes nothing. */
    @Transactional
    public Campaign pause(UUID migrationId, UUID id) {
        Campaign campaign = campaigns.lock(migrationId, id);
        campaign.pause(null);
        queue.close(id);
        return campaign;
    }

    /** Goes on where the campaign stood, at its pace. Resuming what runs changes nothing. */
    @Transactional
    public Campaign resume(UUID migrationId, UUID id) {
        Campaign campaign = campaigns.lock(migrationId, id);
        campaign.resume();
        queue.open(id);
        return campaign;
    }

    /** Gives a campaign up; what was sent stays sent. */
    @Transactional
    public Campaign cancel(UUID migrationId, UUID id) {
        Campaign campaign = campaigns.lock(migrationId, id);
        campaign.cancel(clock.instant());
        queue.drop(id);
        feeder.giveUp(campaign);
        return campaign;
    }

    public static NotFoundException unknownReset(UUID id) {
        return new NotFoundException(
                "password-reset", "This migration has no password reset " + id + "; GET …/password-resets lists them.");
    }

    private void readNews(ResetAudience audience) throws InterruptedException {
        if (audience.kind().needsNews()) {
            news.catchUp(NEWS_WITHIN);
        }
    }

    private static void usable(Migration migration) {
        migration.requireNotErased();
        if (migration.state() == MigrationState.UNDOING || migration.state() == MigrationState.UNDONE) {
            throw new ConflictException(
                    "migration-undone",
                    "The migration is %s: its users are taken out of WorkOS.".formatted(migration.state()));
        }
    }

    private void requireCallback(Delivery delivery) {
        if (delivery == Delivery.CALLBACK) {
            callback.read();
        }
    }

    private void requireNeed(UUID migrationId, Order order) {
        if (order.audience() instanceof ResetAudience.Emails(List<String> emails) && !order.force()) {
            Map<String, String> needless = recipients.needless(migrationId, emails);
            if (!needless.isEmpty()) {
                throw Obstacles.needless(emails, needless);
            }
        }
    }

    private void requireCanary(UUID migrationId, Order order) {
        if (order.audience().kind().everybody() && !order.withoutCanary() && !resets.triedOnAFew(migrationId)) {
            throw new ConflictException(
                    "canary-first",
                    "No mail of this migration has been tried yet: send {\"audience\":\"CANARY\",\"count\":3} or"
                            + " {\"audience\":\"EMAILS\",\"emails\":[…]} first, see that the mails arrive and that their links"
                            + " work, then start this one. Or send \"withoutCanary\":true.");
        }
    }
}
