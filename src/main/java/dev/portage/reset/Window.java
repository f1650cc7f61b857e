package dev.portage.reset;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The hours of the day in which mails may go out, by the clocks of one time zone. One that ends before it begins goes on
 * over midnight.
 *
 * @param from the first moment, included
 * @param until the end, excluded; another time than {@code from}
 */
public record Window(LocalTime from, LocalTime until, ZoneId zone) {

    boolean open(Instant at) {
        LocalTime time = at.atZone(zone).toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean ended = !time.isBefore(until);
        return from.isBefore(until) ? begun && !ended : begun || !ended;
    }

    /** The first moment at or after this one at which it is open. */
    Instant nextOpen(Instant at) {
        if (open(at)) {
            return at;
        }
        ZonedDateTime local = at.atZone(zone);
        // A time that the clocks skip in spring is the one that they show instead.
        Instant today = local.toLocalDate().atTime(from).atZone(zone).toInstant();
        return today.isAfter(at)
                ? today
                : local.toLocalDate().plusDays(1).atTime(from).atZone(zone).toInstant();
    }

    /** How long it is open on an ordinary day. */
    Duration length() {
        Duration length = Duration.between(from, until);
        return length.isNegative() ? length.plusDays(1) : length;
    }
}
