package dev.portage.reset;

import dev.portage.migration.Migrations;
import dev.portage.queue.Queue;
import dev.portage.schedule.Schedule;
import dev.portage.workos.PasswordFeed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets mails into the queue one after the other, as a campaign's pace and hours allow: what is not in the queue can't be
 * sent by mistake. Looks every second; whichever replica has the campaign's row does it.
 */
@ApplicationScoped
class Feeder {
    /** Users whose rows are written, or given up, at a time. */
    static final int STRETCH = 5000;

    private static final String READING_NEWS = "WorkOS's events are read first, for who has set a password already";

    private final Migrations migrations;
    private final Campaigns campaigns;
    private final Recipients recipients;
    private final Resets resets;
    private final WaitingResets waiting;
    private final PasswordFeed news;
    private final Queue queue;
    private final Clock clock;

    Feeder(
            Migrations migrations,
            Campaigns campaigns,
            Recipients recipients,
            Resets resets,
            WaitingResets waiting,
            PasswordFeed news,
            Queue queue,
            Clock clock) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.recipients = recipients;
        this.resets = resets;
        this.waiting = waiting;
        this.news = news;
        this.queue = queue;
        this.clock = clock;
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.everyBeat("Looking after campaigns", this::feed);
    }

    void feed() {
        waiting.abandon();
        for (UUID id : waiting.campaignsToTend()) {
            QuarkusTransaction.requiringNew().run(() -> campaigns.lockIfFree(id).ifPresent(this::tend));
        }
    }

    private void tend(Campaign campaign) {
        switch (campaign.state()) {
            case CANCELLED -> giveUp(campaign);
            case RUNNING -> {
                if (migrations.undoing(campaign.migrationId())) {
                    campaign.pause("The migration is being undone: nobody is mailed whose account goes.");
                    return;
                }
                if (!campaign.selected()) {
                    writeDown(campaign, Recipients.Choice.of(campaign));
                }
                send(campaign);
            }
            case PAUSED, COMPLETED -> {
                // Has become so since it was found.
            }
        }
    }

    /** Writes the next stretch of people down, or all of them where they are few. Joins the caller's transaction. */
    void writeDown(Campaign campaign, Recipients.Choice choice) {
        resets.chooseAlone(campaign.migrationId());
        int atMost = campaign.audience().small() ? Integer.MAX_VALUE : STRETCH;
        campaign.selectedUpTo(recipients.writeDown(campaign.id(), choice, campaign.selectedUpTo(), atMost));
    }

    /** Gives up some of the mails of a cancelled campaign. Joins the caller's transaction. */
    void giveUp(Campaign campaign) {
        waiting.cancel(campaign.id(), STRETCH);
    }

    private void send(Campaign campaign) {
        Instant now = clock.instant();
        if (campaign.putOffUntil().filter(now::isBefore).isPresent()) {
            return;
        }
        if (campaign.putOffUntil().isPresent()) {
            campaign.goOn();
        }
        if (campaign.nextMailAt(now).isAfter(now)) {
            return;
        }
        if (waitsForNews(campaign)) {
            return;
        }
        Pace pace = campaign.pace();
        int room = pace.onTheWay() - waiting.onTheWay(campaign.id());
        Pace.Due due = pace.due(campaign.nextAt(), now, room);
        List<String> ids = waiting.release(campaign.id(), due.count());
        queue.enqueue(campaign.id(), ResetHandler.KIND, ids, null);
        if (!ids.isEmpty()) {
            campaign.nextAt(due.nextAt());
        } else if (campaign.selected() && !waiting.any(campaign.id())) {
            campaign.complete(now);
            queue.close(campaign.id());
        }
    }

    /** Where the events can't be read the campaign goes on with what is known, and says so. */
    private boolean waitsForNews(Campaign campaign) {
        if (!campaign.audience().needsNews()) {
            return false;
        }
        PasswordFeed.Standing standing = news.look();
        boolean waits = standing.behind(campaign.createdAt());
        Optional<String> trouble = standing.problem()
                .map(why -> "WorkOS's events can not be read, so who has set a password by themselves may get a mail: "
                        + why);
        campaign.noteError(waits ? READING_NEWS : trouble.orElse(null));
        return waits;
    }
}
