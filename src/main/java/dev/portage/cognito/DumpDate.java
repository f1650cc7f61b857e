package dev.portage.cognito;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The ways in which dumps write a time; empty where it is none of them. */
final class DumpDate {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private DumpDate() {}

    /** As version 1 of the AWS CLI writes it: seconds since 1970 with a fraction, of which Cognito gives milliseconds. */
    static Optional<Instant> ofSeconds(double seconds) {
        return Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000))).filter(DumpDate::isSane);
    }

    /** As version 2 of the AWS CLI writes it, and as Python prints it: with a blank in place of the T. */
    static Optional<Instant> ofText(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant())
                    .filter(DumpDate::isSane);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** Within what PostgreSQL and JSON clients can keep; milliseconds taken for seconds fall out of it. */
    private static boolean isSane(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }
}
