package dev.portage.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final Limit WRITES = Limit.WORKOS_WRITES;
    private static final Duration SOON = Duration.ofMillis(250);

    private final Simulation simulation = new Simulation()
            .with(WRITES, 450)
            .with(Limit.WORKOS_REQUESTS, 5_400)
            .with(Limit.COGNITO_LISTINGS, 20);

    private double pace() {
        return simulation.bucket(WRITES).paceAt(simulation.now());
    }

    private List<Instant> draw(int wanted, Duration horizon) {
        return simulation.draw(Draw.WORKOS_WRITE, wanted, horizon);
    }

    @Test
    void theFirstCallGoesAtOnceAndNoBurstFollowsAnIdleHour() {
        assertThat(draw(1, SOON)).containsExactly(simulation.now());

        simulation.pass(Duration.ofHours(1));

        List<Instant> slots = draw(100, SOON);
        assertThat(slots).hasSize(12).startsWith(simulation.now());
        assertThat(Simulation.gaps(slots)).containsOnly(Duration.ofNanos(22_666_667));
    }

    @Test
    void theTighterOfTwoLimitsSetsThePace() {
        simulation.with(Limit.WORKOS_REQUESTS, 600);

        assertThat(Simulation.gaps(draw(20, Duration.ofSeconds(5)))).containsOnly(Duration.ofMillis(102));
    }

    @Test
    void workThatDrawsOnNothingIsNeverHeldUp() {
        assertThat(simulation.draw(Draw.NOTHING, 7, Duration.ZERO)).hasSize(7).containsOnly(simulation.now());
    }

    @Test
    void aRefusalHoldsEverybodyStillAndThenSlowsThem() {
        simulation.throttle(WRITES, Duration.ofSeconds(3));

        assertThat(draw(10, SOON)).isEmpty();
        assertThat(draw(1, Duration.ofSeconds(5)))
                .containsExactly(simulation.now().plusSeconds(3));
        assertThat(pace()).isEqualTo(0.7, within(1e-9));
        assertThat(Simulation.gaps(draw(3, Duration.ofSeconds(5)))).containsOnly(Duration.ofNanos(32_380_952));
    }

    @Test
    void refusalsWithinASecondAreOneAndEachLaterOneCutsAgain() {
        simulation.throttle(WRITES, Duration.ZERO);
        simulation.pass(Duration.ofMillis(900));
        simulation.throttle(WRITES, Duration.ZERO);
        assertThat(pace()).isEqualTo(0.709, within(1e-9));

        simulation.pass(Duration.ofMillis(100));
        simulation.throttle(WRITES, Duration.ZERO);
        assertThat(pace()).isEqualTo(0.71 * 0.7, within(1e-9));
    }

    @Test
    void thePaceNeverStopsAndComesBackWithTime() {
        for (int i = 0; i < 50; i++) {
            simulation.throttle(WRITES, Duration.ZERO);
            simulation.pass(Duration.ofSeconds(1));
        }
        assertThat(pace()).isBetween(0.1, 0.2);

        simulation.pass(Duration.ofSeconds(90));
        assertThat(pace()).isEqualTo(1);
    }

    @Test
    void aLongerBlockIsNotShortenedByALaterRefusal() {
        simulation.throttle(WRITES, Duration.ofSeconds(30));
        simulation.pass(Duration.ofSeconds(2));
        simulation.throttle(WRITES, Duration.ofSeconds(1));

        assertThat(simulation.bucket(WRITES).earliest(simulation.now()))
                .isEqualTo(simulation.now().plusSeconds(28));
    }

    @Test
    void aClockThatIsSetBackStallsNobody() {
        simulation.throttle(WRITES, Duration.ofSeconds(30));
        simulation.pass(Duration.ofMinutes(1));
        draw(100, Duration.ofSeconds(15));

        simulation.pass(Duration.ofHours(-1));

        List<Instant> slots = draw(10, SOON);
        assertThat(slots).hasSizeGreaterThan(5);
        assertThat(simulation.bucket(WRITES).recent().within(WRITES.window(), simulation.now()))
                .isEqualTo(slots.size());
    }

    @Test
    void refusalsCountAfterAClockThatIsSetBackToo() {
        simulation.throttle(WRITES, Duration.ZERO);
        simulation.pass(Duration.ofHours(-1));
        simulation.throttle(WRITES, Duration.ZERO);

        assertThat(pace()).isEqualTo(0.49, within(1e-9));
        simulation.pass(Duration.ofSeconds(60));
        assertThat(pace()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetForwardGivesNoBurst() {
        draw(100, Duration.ofSeconds(15));
        simulation.pass(Duration.ofHours(1));

        assertThat(draw(100, SOON)).hasSize(12);
    }

    @Test
    void aHigherLimitHoldsAtOnce() {
        simulation.with(WRITES, 1);
        draw(1, SOON);

        simulation.resize(WRITES, 450);

        assertThat(draw(100, SOON)).hasSize(11);
    }

    @Test
    void aLowerLimitHoldsAtOnce() {
        draw(1, SOON);

        simulation.resize(WRITES, 10);

        assertThat(draw(5, Duration.ofSeconds(2))).hasSize(1);
        assertThat(simulation.bucket(WRITES).interval(simulation.now())).isEqualTo(Duration.ofMillis(1020));
    }

    @Test
    void aPersonWaitsForNoBulkWork() {
        for (int i = 0; i < 600; i++) {
            draw(32, SOON);
            if (i % 2 == 0) {
                assertThat(simulation.hurry(Draw.WORKOS_WRITE)).isZero();
            }
            simulation.pass(Duration.ofMillis(50));
        }
        assertThat(Simulation.worst(simulation.granted(WRITES), WRITES.window()))
                .isBetween(435, 450);
    }

    @Test
    void aRushOfPeopleIsServedAtOnceWhereLittleElseIsCalled() {
        for (int i = 0; i < 200; i++) {
            assertThat(simulation.hurry(Draw.WORKOS_WRITE)).isZero();
        }

        assertThat(draw(1, SOON)).as("bulk work makes up for it").isEmpty();
        assertThat(draw(1, Duration.ofSeconds(5))).hasSize(1);
    }

    /** One reservation for many is the same as many, each for one: it grants no call more, and none earlier. */
    @Test
    void peopleWhoAreServedTogetherGetWhatTheyWouldGetOneByOne() {
        Simulation oneByOne = new Simulation().with(WRITES, 450).with(Limit.WORKOS_REQUESTS, 5_400);
        List<Duration> waits = new ArrayList<>();
        Duration patience = Duration.ofSeconds(3);
        for (int i = 0; i < 400; i++) {
            oneByOne.hurryWithin(Draw.WORKOS_WRITE, patience).ifPresent(waits::add);
        }

        assertThat(simulation.hurry(Draw.WORKOS_WRITE, 400, patience)).isEqualTo(waits);
        assertThat(waits).hasSizeBetween(225, 399);
        assertThat(simulation.bucket(WRITES)).isEqualTo(oneByOne.bucket(WRITES));
    }

    @Test
    void aRefusalHoldsPeopleStillToo() {
        simulation.throttle(WRITES, Duration.ofSeconds(3));

        assertThat(simulation.hurry(Draw.WORKOS_WRITE)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatIsWantedDoesNotMoveTheFirstSlots() {
        Buckets buckets = new Buckets(List.of(simulation.bucket(WRITES)), simulation.now());

        assertThat(buckets.slots(20, Duration.ofSeconds(5)).subList(0, 3))
                .isEqualTo(buckets.slots(3, Duration.ofSeconds(5)));
    }
}
