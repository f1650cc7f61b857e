package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void oneASecondIsOneALook() {
        Pace pace = new Pace(3600);
        Pace.Due first = pace.due(NOON, NOON, 10);
        assertThat(first).isEqualTo(new Pace.Due(1, NOON.plusSeconds(1)));
        assertThat(pace.due(first.nextAt(), NOON.plusMillis(999), 10).count()).isZero();
        assertThat(pace.due(first.nextAt(), NOON.plusMillis(1100), 10)).isEqualTo(new Pace.Due(1, NOON.plusSeconds(2)));
    }

    @Test
    void whatWasNotSentDuringAStandstillIsNotMadeUpFor() {
        assertThat(new Pace(3600)
                        .due(NOON, NOON.plus(Duration.ofHours(5)), 1000)
                        .count())
                .isEqualTo(1);
        assertThat(new Pace(36_000)
                        .due(NOON, NOON.plus(Duration.ofHours(5)), 1000)
                        .count())
                .isEqualTo(10);
    }

    @Test
    void noMoreThanThereIsRoomFor() {
        assertThat(new Pace(36_000).due(NOON, NOON.plusSeconds(1), 3)).isEqualTo(new Pace.Due(3, NOON.plusMillis(300)));
        assertThat(new Pace(36_000).due(NOON, NOON.plusSeconds(1), -2)).isEqualTo(new Pace.Due(0, NOON));
        assertThat(new Pace(10).onTheWay()).isEqualTo(1);
        assertThat(new Pace(3600).onTheWay()).isEqualTo(2);
    }

    @Test
    void lastsLongerWithNightsBetween() {
        Window day = new Window(LocalTime.of(8, 0), LocalTime.of(20, 0), ZoneOffset.UTC);
        assertThat(new Pace(3600).lasting(43_200)).isEqualTo(Duration.ofHours(12));
        assertThat(new Pace(3600).lasting(43_200 * 2, day)).isEqualTo(Duration.ofHours(48));
        assertThat(new Pace(3600).lasting(3600, day)).isEqualTo(Duration.ofHours(1));
    }

    /** However irregular the looks, and whatever stands still: an hour never sees more than its share and one look's. */
    @Property(tries = 200)
    void anHourIsNeverExceeded(@ForAll @IntRange(min = 1, max = 200_000) int perHour, @ForAll long seed) {
        Pace pace = new Pace(perHour);
        Random random = new Random(seed);
        Instant now = NOON;
        Instant next = NOON;
        long sent = 0;
        while (now.isBefore(NOON.plus(Duration.ofHours(1)))) {
            Pace.Due due = pace.due(next, now, pace.onTheWay() * 10);
            sent += due.count();
            next = due.nextAt();
            now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(60_000) : 900 + random.nextInt(400));
        }
        assertThat(sent).isLessThanOrEqualTo(perHour + Math.ceilDiv(4L * perHour, 3600L) + 1);
    }
}
