package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandsTest {
    private final Hands hands = new Hands(32);

    @Test
    void asManyAsRunAtOnceUntilItIsKnownHowLongAJobTakes() {
        assertThat(hands.free()).isEqualTo(32);
        take(30);
        assertThat(hands.free()).isEqualTo(2);
        take(2);
        assertThat(hands.free()).isZero();
        hands.release();
        assertThat(hands.free()).isEqualTo(1);
    }

    @Test
    void asManyAgainWhereJobsAreShort() throws InterruptedException {
        run(Duration.ofMillis(20));
        assertThat(hands.free()).isEqualTo(64);
    }

    @Test
    void onlyThoseThatGetTheirTurnInTimeWhereJobsAreLong() throws InterruptedException {
        run(Duration.ofMillis(300));
        assertThat(hands.free()).isEqualTo(34);
    }

    @Test
    void noneAheadWhereJobsTakeSeconds() throws InterruptedException {
        run(Duration.ofSeconds(2));
        assertThat(hands.free()).isEqualTo(32);
    }

    @Test
    void waitsForTheLastToBeDone() throws InterruptedException {
        take(2);
        assertThat(hands.awaitNone(Duration.ofMillis(1))).isFalse();
        Thread.ofVirtual().start(hands::release);
        Thread.ofVirtual().start(hands::release);
        assertThat(hands.awaitNone(Duration.ofMinutes(1))).isTrue();
    }

    private void take(int jobs) {
        for (int i = 0; i < jobs; i++) {
            hands.take();
        }
    }

    private void run(Duration time) throws InterruptedException {
        hands.take();
        hands.awaitTurn();
        hands.ran(time.toNanos());
        hands.release();
    }
}
