package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void holdsWhatIsYoungerThanItsLength() {
        Window window = new Window(10);
        window.add(0);
        window.add(5);

        assertThat(window.count(9)).isEqualTo(2);
        assertThat(window.count(10))
                .as("the event at 0 has left the window (0, 10]")
                .isEqualTo(1);
        assertThat(window.count(15)).isZero();
    }

    @Test
    void tellsWhenThereIsRoomAgain() {
        Window window = new Window(10);
        window.add(0);
        window.add(4);

        assertThat(window.untilBelow(3, 5)).isZero();
        assertThat(window.untilBelow(2, 5)).isEqualTo(5);
        assertThat(window.untilBelow(1, 5)).isEqualTo(9);
    }

    @Test
    void theWorstWindowIsExactEvenWhenArrivalsComeOutOfOrder() {
        Random random = new Random(7);
        Window window = new Window(1_000);
        List<Long> times = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(20);
            long stamped = now - random.nextInt(50);
            window.add(stamped);
            times.add(stamped);
        }

        long worst = times.stream()
                .mapToLong(end ->
                        times.stream().filter(t -> t > end - 1_000 && t <= end).count())
                .max()
                .orElseThrow();
        assertThat(window.worst()).isEqualTo((int) worst);
    }

    @Test
    void forgetsWithoutLosingCount() {
        Window window = new Window(1_000_000_000L);
        for (long i = 0; i < 100_000; i++) {
            window.add(i * 1_000_000L);
        }

        assertThat(window.worst()).isEqualTo(1_000);
        assertThat(window.count(99_999L * 1_000_000L)).isEqualTo(1_000);
    }
}
