package dev.portage.reset;

import dev.portage.schedule.Schedule;
import dev.portage.workos.PasswordFeed;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Has WorkOS's events read as often as there is something to learn from them: often after mails have gone out, now and
 * then while users have not followed theirs, and a few times a day otherwise, since WorkOS keeps them for a month only.
 */
@ApplicationScoped
class EventWatch {
    private static final Duration OPEN_MAILS = Duration.ofMinutes(5);
    private static final Duration MIGRATED_USERS = Duration.ofHours(6);
    private static final Duration AT_A_TIME = Duration.ofSeconds(60);

    private final PasswordFeed feed;
    private final Resets resets;
    private final Campaigns campaigns;
    private final Duration lookEvery;

    EventWatch(
            PasswordFeed feed,
            Resets resets,
            Campaigns campaigns,
            @ConfigProperty(name = "portage.reset.events-every") Duration lookEvery) {
        this.feed = feed;
        this.resets = resets;
        this.campaigns = campaigns;
        this.lookEvery = lookEvery;
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(lookEvery, "Reading WorkOS's events", this::watch);
    }

    void watch() throws InterruptedException {
        PasswordFeed.Standing standing = feed.look();
        Duration since = Duration.between(standing.readAt(), standing.now());
        if (since.compareTo(interval()) >= 0) {
            feed.catchUp(AT_A_TIME);
        }
    }

    private Duration interval() {
        if (campaigns.anyRunning()) {
            return Duration.ZERO;
        }
        return switch (resets.interest()) {
            case RECENT_MAILS -> Duration.ZERO;
            case OPEN_MAILS -> OPEN_MAILS;
            case MIGRATED_USERS -> MIGRATED_USERS;
            case NOTHING -> Duration.ofDays(365);
        };
    }
}
