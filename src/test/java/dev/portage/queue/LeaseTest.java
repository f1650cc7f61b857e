package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.pacing.Slot;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final QueueOnDatabase database = new QueueOnDatabase();
    private final UUID crashed = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final UUID lane = database.openLane(1);
    private final Returns returns = new Returns(
            new SmallRyeConfigBuilder()
                    .withMapping(QueueConfig.class)
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .build()
                    .getConfigMapping(QueueConfig.class),
            new Random(1));

    private Job claim(UUID replica) {
        return database.claim(replica, 1).getFirst();
    }

    private List<Long> held(Job job, UUID replica) {
        return database.jobs.stillHeld(List.of(job), replica);
    }

    private void giveBack(Job job, Verdict<String> verdict) {
        Task<String, String> task = new Task<>(job, new Probe(database.jdbi), "", Slot.now());
        database.jobs.giveBack(
                returns.of(new Task.Outcome<>(task, verdict, false)).toList());
    }

    @Test
    void aLeaseThatHoldsIsNotTakenOver() {
        Job job = claim(crashed);

        assertThat(database.jobs.takeOver()).isZero();
        assertThat(held(job, crashed)).containsExactly(job.id());
        assertThat(held(job, other)).isEmpty();
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAsAFailedAttempt() {
        Job before = claim(crashed);
        database.letLeasesRunOut();

        assertThat(database.jobs.takeOver()).isOne();

        assertThat(held(before, crashed))
                .as("may still be finished until it is claimed again")
                .containsExactly(before.id());
        Job after = claim(other);
        assertThat(after.attempts()).isOne();
        assertThat(after.mayHaveRunBefore()).isTrue();
        assertThat(held(before, crashed)).isEmpty();
        assertThat(held(after, other)).containsExactly(after.id());
    }

    @Test
    void anOldClaimOfTheSameReplicaIsWorthNothing() {
        Job before = claim(crashed);
        database.letLeasesRunOut();
        database.jobs.takeOver();
        Job after = claim(crashed);

        assertThat(held(before, crashed)).isEmpty();
        assertThat(held(after, crashed)).containsExactly(after.id());
    }

    @Test
    void anOldClaimIsWorthNothingAfterFurtherStepsEither() {
        Job before = claim(crashed);
        database.letLeasesRunOut();
        database.jobs.takeOver();
        for (Verdict<String> verdict : List.<Verdict<String>>of(
                new Verdict.Continue<>("step"),
                new Verdict.Postpone<>(Duration.ZERO, "later"),
                new Verdict.Halt<>("no"))) {
            giveBack(claim(crashed), verdict);
            Job next = claim(crashed);
            assertThat(held(before, crashed)).as("after %s", verdict).isEmpty();
            giveBack(next, new Verdict.Continue<>("step"));
        }
    }

    @Test
    void whatAStoppingReplicaHoldsIsReadyAtOnceAndCountsNoAttempt() {
        claim(crashed);

        assertThat(database.jobs.handBack(other)).isZero();
        assertThat(database.jobs.handBack(crashed)).isOne();
        assertThat(claim(other).attempts()).isZero();
    }

    @Test
    void aFailureWaitsAndKeepsItsClaimAndAPostponementKeepsNeither() {
        giveBack(claim(crashed), new Verdict.Postpone<>(Duration.ZERO, "later"));
        assertThat(database.only(lane, "attempts || ' ' || claims")).isEqualTo("0 0");

        giveBack(claim(crashed), new Verdict.Retry<>("unavailable"));
        assertThat(database.only(lane, "attempts || ' ' || claims || ' ' || last_error"))
                .isEqualTo("1 1 unavailable");
    }

    @Test
    void aPostponedJobWaitsForItsTime() {
        giveBack(claim(crashed), new Verdict.Postpone<>(Duration.ofMinutes(10), "later"));

        assertThat(database.claim(crashed, 1)).isEmpty();
        assertThat(database.only(lane, "run_at between now() + interval '9 min' and now() + interval '10 min'"))
                .isEqualTo("true");
    }

    /** What was put off until five to, when the clock said ten past and now says ten to, is due as soon as it was. */
    @Test
    void jobsThatWaitMoveAlongWithAClockThatIsSetBack() {
        giveBack(claim(crashed), new Verdict.Postpone<>(Duration.ofSeconds(30), "later"));
        assertThat(database.jobs.followClock()).as("the clock has not moved").isZero();

        database.jdbi.useHandle(handle -> handle.execute("""
                update job set run_at = run_at + interval '1 hour'; update queue_clock set last = last + interval '1 hour'
                """));

        assertThat(database.jobs.followClock()).isOne();
        assertThat(database.only(
                        lane, "run_at between now() + interval '20 seconds' and now() + interval '31 seconds'"))
                .isEqualTo("true");
        assertThat(database.jobs.followClock()).as("only once").isZero();
    }
}
