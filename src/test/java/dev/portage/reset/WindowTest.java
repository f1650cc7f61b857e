package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Window DAY = new Window(LocalTime.of(8, 0), LocalTime.of(20, 0), BERLIN);
    private static final Window NIGHT = new Window(LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN);

    @Test
    void opensAndClosesByTheClocksOfItsZone() {
        // Berlin is two hours ahead of UTC in summer, and one in winter.
        assertThat(DAY.open(Instant.parse("2026-07-01T05:59:59Z"))).isFalse();
        assertThat(DAY.open(Instant.parse("2026-07-01T06:00:00Z"))).isTrue();
        assertThat(DAY.open(Instant.parse("2026-07-01T17:59:59Z"))).isTrue();
        assertThat(DAY.open(Instant.parse("2026-07-01T18:00:00Z"))).isFalse();
        assertThat(DAY.open(Instant.parse("2026-12-01T06:59:59Z"))).isFalse();
        assertThat(DAY.nextOpen(Instant.parse("2026-07-01T18:00:00Z")))
                .isEqualTo(Instant.parse("2026-07-02T06:00:00Z"));
        assertThat(DAY.nextOpen(Instant.parse("2026-07-01T01:00:00Z")))
                .isEqualTo(Instant.parse("2026-07-01T06:00:00Z"));
    }

    @Test
    void goesOnOverMidnightWhereItEndsBeforeItBegins() {
        assertThat(NIGHT.open(Instant.parse("2026-12-01T21:00:00Z"))).isTrue();
        assertThat(NIGHT.open(Instant.parse("2026-12-02T04:59:59Z"))).isTrue();
        assertThat(NIGHT.open(Instant.parse("2026-12-02T05:00:00Z"))).isFalse();
        assertThat(NIGHT.nextOpen(Instant.parse("2026-12-02T05:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-02T21:00:00Z"));
        assertThat(NIGHT.length()).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void opensLaterWhereTheClocksSkipItsBeginning() {
        // On 29 March 2026 two o'clock becomes three.
        Window early = new Window(LocalTime.of(2, 30), LocalTime.of(6, 0), BERLIN);
        assertThat(early.nextOpen(Instant.parse("2026-03-29T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Property
    void theNextOpeningIsOpenAndNeverBeforeNow(
            @ForAll @LongRange(min = 1_750_000_000, max = 1_850_000_000) long second,
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(min = 1, max = 1439) int length) {
        Window window = new Window(
                LocalTime.ofSecondOfDay(from * 60L),
                LocalTime.ofSecondOfDay((from + length) % 1440 * 60L),
                ZoneId.of("America/New_York"));
        Instant now = Instant.ofEpochSecond(second);

        Instant next = window.nextOpen(now);

        assertThat(next).isAfterOrEqualTo(now);
        assertThat(Duration.between(now, next)).isLessThan(Duration.ofHours(26));
        assertThat(next.equals(now)).isEqualTo(window.open(now));
    }
}
