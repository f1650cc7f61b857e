package dev.portage.reset;

import dev.portage.migration.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the day in which mails may go out, by the clocks of one time zone. One that ends before it begins goes on
 * over midnight.
 *
 * @param from the first moment, included
 * @param until the end, excluded; another time than {@code from}
 */
public record Window(LocalTime from, LocalTime until, ZoneId zone) {

    /**
     * As an operator writes it.
     *
     * @param zone a time zone of the IANA database; UTC where null
     * @throws InvalidRequestException where it is none
     */
    public static Window read(String from, String until, @Nullable String zone) {
        LocalTime begin = time("window.from", from);
        LocalTime end = time("window.until", until);
        if (begin.equals(end)) {
            throw new InvalidRequestException(
                    "window.until", "must be another time than from; leave window out for any time");
        }
        return new Window(begin, end, zone(zone));
    }

    private static LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequestException(field, "must be a time of day, such as 08:00");
        }
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidRequestException(
                    "window.timeZone", "must be a time zone of the IANA database, such as Europe/Berlin");
        }
    }

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
