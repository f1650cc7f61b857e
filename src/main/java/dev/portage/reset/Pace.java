package dev.portage.reset;

import java.time.Duration;
import java.time.Instant;

/**
 * The send rate of one campaign: mails evenly spaced. What was not sent while nobody looked, or while the campaign was
 * held up, is not made up for by a burst.
 *
 * @param perHour mails an hour, at least 1
 */
public record Pace(int perHour) {
    /** As often as the feeder looks. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Longer than this between two looks is no unevenness of the clock any more, but a standstill. */
    private static final Duration STANDSTILL = Duration.ofSeconds(3);

    /**
     * Mails that are due.
     *
     * @param nextAt when the one after them will be
     */
    record Due(int count, Instant nextAt) {}

    /** Time between two mails. */
    Duration interval() {
        return Duration.ofNanos(Duration.ofHours(1).toNanos() / perHour);
    }

    /**
     * How many mails may go out now.
     *
     * @param nextAt when the next was to go out
     * @param atMost no more than this
     */
    Due due(Instant nextAt, Instant now, int atMost) {
        Instant slot = nextAt.isBefore(now.minus(STANDSTILL)) ? now.minus(oneLook()) : nextAt;
        int count = 0;
        while (count < atMost && !slot.isAfter(now)) {
            count++;
            slot = slot.plus(interval());
        }
        return new Due(count, slot);
    }

    private Duration oneLook() {
        Duration rest = LOOK.minus(interval());
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** Mails that may be on their way at once: two looks' worth, so that an outage is not followed by a burst. */
    int onTheWay() {
        return (int) Math.max(1, Math.ceilDiv(2L * perHour, 3600L));
    }

    /** How long so many mails take while the campaign's window is open; with nights between them, longer. */
    Duration lasting(long mails) {
        return Duration.ofSeconds(Math.ceilDiv(mails * 3600L, (long) perHour));
    }

    /** How long so many mails take, with the hours between the windows of the day. */
    Duration lasting(long mails, Window window) {
        Duration sending = lasting(mails);
        long nights = sending.toMillis() / window.length().toMillis();
        return sending.plus(Duration.ofDays(1).minus(window.length()).multipliedBy(nights));
    }
}
