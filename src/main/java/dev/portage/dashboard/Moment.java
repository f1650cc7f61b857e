package dev.portage.dashboard;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A time as people read it, and as a program does. */
@TemplateData
public record Moment(String iso, String text) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Null where there is none. */
    public static @Nullable Moment of(@Nullable Instant time) {
        return time == null ? null : at(time);
    }

    public static Moment at(Instant time) {
        return new Moment(time.truncatedTo(ChronoUnit.SECONDS).toString(), TIME.format(time));
    }
}
