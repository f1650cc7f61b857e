package dev.portage.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BucketProperties {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /** Time passes, and then somebody wants calls. */
    record Demand(Draw draw, int afterMillis, int wanted, int horizonMillis) {
        void on(Simulation simulation) {
            simulation.pass(Duration.ofMillis(afterMillis));
            simulation.draw(draw, wanted, Duration.ofMillis(horizonMillis));
        }
    }

    @Provide
    Arbitrary<List<Demand>> demands() {
        Arbitrary<Integer> time =
                Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(1, 3_000));
        Arbitrary<Integer> horizon =
                Arbitraries.oneOf(Arbitraries.just(250), Arbitraries.integers().between(0, 15_000));
        return Combinators.combine(
                        Arbitraries.of(Draw.WORKOS_WRITE, Draw.WORKOS_READ),
                        time,
                        Arbitraries.integers().between(0, 40),
                        horizon)
                .as(Demand::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80);
    }

    @Property(tries = 300)
    void noWindowHoldsMoreThanItsLimitHoweverTheCallsArrive(
            @ForAll("demands") List<Demand> demands,
            @ForAll @IntRange(min = 1, max = 40) int writes,
            @ForAll @IntRange(min = 1, max = 60) int reads,
            @ForAll @IntRange(min = 1, max = 200) int requests,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -60, max = 60) Integer> off) {
        Simulation simulation = new Simulation()
                .with(Limit.WORKOS_WRITES, writes)
                .with(Limit.WORKOS_READS, reads)
                .with(Limit.WORKOS_REQUESTS, requests);

        demands.forEach(demand -> demand.on(simulation));

        int[] jitter = off.stream().mapToInt(Integer::intValue).toArray();
        for (Limit limit : Draw.WORKOS_WRITE.limits()) {
            assertThat(worst(simulation, limit, jitter))
                    .isLessThanOrEqualTo(simulation.bucket(limit).amount());
        }
        assertThat(worst(simulation, Limit.WORKOS_READS, jitter)).isLessThanOrEqualTo(reads);
    }

    /** Bulk work that takes what it gets every 50 ms, and people who come in between, now and then in a rush. */
    @Property(tries = 100)
    void peopleInAHurryOverfillNoWindow(
            @ForAll @IntRange(min = 1, max = 900) int writes,
            @ForAll @IntRange(min = 0, max = 60) int inFlight,
            @ForAll @Size(min = 100, max = 900) List<@IntRange(max = 1_000) Integer> people,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -40, max = 40) Integer> off) {
        Simulation simulation =
                new Simulation().with(Limit.WORKOS_WRITES, writes).with(Limit.WORKOS_REQUESTS, 3 * writes);
        for (int some : people) {
            simulation.draw(Draw.WORKOS_WRITE, inFlight, Duration.ofMillis(250));
            int arriving = some > 990 ? 300 : some > 700 ? some % 3 : 0;
            for (int i = 0; i < arriving; i++) {
                simulation.hurryWithin(Draw.WORKOS_WRITE, Duration.ofSeconds(3));
            }
            simulation.pass(Duration.ofMillis(50));
        }

        int[] jitter = off.stream().mapToInt(Integer::intValue).toArray();
        assertThat(worst(simulation, Limit.WORKOS_WRITES, jitter)).isLessThanOrEqualTo(writes);
        assertThat(worst(simulation, Limit.WORKOS_REQUESTS, jitter)).isLessThanOrEqualTo(3 * writes);
    }

    private static int worst(Simulation simulation, Limit limit, int... jitter) {
        return Simulation.worst(Simulation.arriving(simulation.granted(limit), jitter), limit.window());
    }

    @Property(tries = 100)
    void theWorstArrivalStillFits(@ForAll @IntRange(min = 1, max = 500) int amount) {
        Simulation simulation =
                new Simulation().with(Limit.WORKOS_WRITES, amount).with(Limit.WORKOS_REQUESTS, 100_000);
        List<Instant> slots = simulation.draw(Draw.WORKOS_WRITE, 3 * amount, Duration.ofMinutes(1));

        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            boolean late = i < amount;
            arrivals.add(slots.get(i).plusMillis(late ? 95 : -95));
        }

        assertThat(Simulation.worst(arrivals, TEN_SECONDS)).isEqualTo(amount);
    }

    @Property(tries = 200)
    void enoughDemandIsServedInFullAndEvenly(@ForAll @IntRange(min = 1, max = 1_000) int amount) {
        Simulation simulation =
                new Simulation().with(Limit.WORKOS_WRITES, amount).with(Limit.WORKOS_REQUESTS, 100_000);
        for (int millis = 0; millis < 60_000; millis += 100) {
            simulation.draw(Draw.WORKOS_WRITE, 1_000, Duration.ofMillis(250));
            simulation.pass(Duration.ofMillis(100));
        }

        List<Instant> slots = simulation.granted(Limit.WORKOS_WRITES);
        assertThat((double) slots.size()).isGreaterThanOrEqualTo(0.97 * 6 * amount);
        assertThat(Simulation.gaps(slots))
                .containsOnly(simulation.bucket(Limit.WORKOS_WRITES).interval(simulation.now()));
    }

    @Property(tries = 200)
    void aRaisedLimitIsNeverOverspentByWhatWasGrantedBefore(
            @ForAll @IntRange(min = 1, max = 30) int before,
            @ForAll @IntRange(min = 1, max = 60) int after,
            @ForAll @IntRange(min = 0, max = 12_000) int atMillis) {
        Simulation simulation =
                new Simulation().with(Limit.WORKOS_WRITES, before).with(Limit.WORKOS_REQUESTS, 100_000);
        simulation.draw(Draw.WORKOS_WRITE, 100, Duration.ofSeconds(15));
        simulation.pass(Duration.ofMillis(atMillis));

        simulation.resize(Limit.WORKOS_WRITES, after);
        simulation.draw(Draw.WORKOS_WRITE, 200, Duration.ofSeconds(30));

        assertThat(worst(simulation, Limit.WORKOS_WRITES, 0)).isLessThanOrEqualTo(Math.max(before, after));
    }

    @Property(tries = 300)
    void recentCallsAreThoseOfTheLastSeconds(
            @ForAll @Size(max = 60) List<@IntRange(max = 4_000) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 60) int seconds) {
        Instant time = Instant.parse("2026-01-01T00:00:00.250Z");
        RecentCalls recent = new RecentCalls(List.of(), 0);
        List<Instant> calls = new ArrayList<>();
        for (int gap : gaps) {
            time = time.plusMillis(gap);
            calls.add(time);
            recent = recent.counted(List.of(time));
        }

        long end = time.getEpochSecond();
        assertThat(recent.within(Duration.ofSeconds(seconds), time)).isEqualTo((int) calls.stream()
                .filter(call -> call.getEpochSecond() > end - seconds)
                .count());
    }
}
