package dev.portage.reset;

import dev.portage.migration.ConflictException;
import dev.portage.migration.Migrations;
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

/** What an operator does with campaigns of password resets. */
@ApplicationScoped
public class CampaignService {
    /** A caller waits for it; what is not read by then, the campaign waits for. */
    private static final Duration NEWS_WITHIN = Duration.ofSeconds(5);

    private final Migrations migrations;
    private final Campaigns campaigns;
    private final Recipients recipients;
    private final Resets resets;
    private final Feeder feeder;
    private final CallbackSettings callback;
    private final PoolPasswords pool;
    private final PasswordFeed news;
    private final Queue queue;
    private final Clock clock;

    CampaignService(
            Migrations migrations,
            Campaigns campaigns,
            Recipients recipients,
            Resets resets,
            Feeder feeder,
            CallbackSettings callback,
            PoolPasswords pool,
            PasswordFeed news,
            Queue queue,
            Clock clock) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.recipients = recipients;
        this.resets = resets;
        this.feeder = feeder;
        this.callback = callback;
        this.pool = pool;
        this.news = news;
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
        Obstacles.requireMailable(migrations, migrationId);
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
            Obstacles.requireMailable(migrations, migrationId);
            callback.require(order.delivery());
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

    private void readNews(ResetAudience audience) throws InterruptedException {
        if (audience.kind().needsNews()) {
            news.catchUp(NEWS_WITHIN);
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
