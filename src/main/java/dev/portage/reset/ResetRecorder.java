package dev.portage.reset;

import dev.portage.migration.UserEvents;
import dev.portage.migration.WorkOsPasswords;
import dev.portage.queue.Queue;
import dev.portage.reset.ResetResult.Ending;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes what came of mails: their rows, the users' histories, and what it means for the campaign. */
@ApplicationScoped
class ResetRecorder {
    private static final Logger LOG = Logger.getLogger(ResetRecorder.class);

    private final SendingResets resets;
    private final Campaigns campaigns;
    private final UserEvents events;
    private final Queue queue;
    private final Clock clock;

    ResetRecorder(SendingResets resets, Campaigns campaigns, UserEvents events, Queue queue, Clock clock) {
        this.resets = resets;
        this.campaigns = campaigns;
        this.events = events;
        this.queue = queue;
        this.clock = clock;
    }

    /** Joins the caller's transaction. */
    void record(List<ResetResult> results) {
        resets.record(results);
        results.stream()
                .collect(Collectors.groupingBy(result -> result.reset().migrationId()))
                .forEach((migration, ofMigration) -> events.add(
                        migration,
                        ofMigration.stream()
                                .flatMap(result -> result.state().stream()
                                        .map(state -> event(result.reset().sub(), state, result.detail())))
                                .toList()));
        List<ResetResult> putOff = results.stream()
                .filter(result -> result.ending() instanceof Ending.PutOff)
                .toList();
        resets.putBack(putOff.stream().map(result -> result.reset().id()).toList());
        putOff.stream().map(ResetResult::campaign).distinct().forEach(this::putOff);
        for (ResetResult result : results) {
            if (result.ending() instanceof Ending.FailedForAll(ResetReason reason)) {
                queue.close(result.campaign());
                pause(result.campaign(), reason.remedy());
            }
        }
    }

    /** Somebody has a password now, which may be what a mail was for. */
    @Transactional
    void completed(@Observes WorkOsPasswords.Found found) {
        resets.complete(found.proofs()).stream()
                .collect(Collectors.groupingBy(Reset::migrationId))
                .forEach((migration, ofMigration) -> events.add(
                        migration,
                        ofMigration.stream()
                                .map(reset -> event(reset.sub(), ResetState.COMPLETED, null))
                                .toList()));
    }

    /** Stops a campaign at something that only a person can mend. */
    @Transactional
    void pause(UUID campaignId, String why) {
        Campaign campaign = campaigns.lock(campaignId);
        if (campaign.state() == Campaign.State.RUNNING) {
            campaign.pause(why);
            LOG.warnf("Campaign %s is paused: %s", campaignId, why);
        }
    }

    private void putOff(UUID campaignId) {
        Instant tomorrow = clock.instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        campaigns
                .lock(campaignId)
                .putOff(tomorrow, "WorkOS's daily quota of mails is spent: the campaign goes on at " + tomorrow + ".");
        LOG.warnf("Campaign %s is put off until %s: the daily quota is spent", campaignId, tomorrow);
    }

    private static UserEvents.Event event(String sub, ResetState state, @Nullable String detail) {
        return new UserEvents.Event(sub, "password-reset-" + state.name().toLowerCase(Locale.ROOT), detail);
    }
}
