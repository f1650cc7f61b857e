package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowingConsumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue as it runs: claimed, handled, recorded. */
@QuarkusTest
class DrainTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Probe probe;

    @Inject
    Queue queue;

    @Inject
    QueueConfig config;

    @Inject
    Jdbi jdbi;

    private final UUID lane = UUID.randomUUID();
    private Probe.Script script;

    @BeforeEach
    void open() {
        probe.createTable();
        script = probe.script(lane);
        queue.open(lane);
    }

    @AfterEach
    void drop() {
        queue.drop(lane);
    }

    private void enqueue(String... subjects) {
        queue.enqueue(lane, QueueOnDatabase.KIND, List.of(subjects), null);
    }

    private void awaitRecorded(String... results) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(probe.recorded(lane)).containsExactlyInAnyOrder(results));
    }

    /** The only job of the lane with this subject: state, attempts, claims and error. */
    private void awaitRow(String subject, ThrowingConsumer<String> check) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(row(subject)).satisfies(check));
    }

    private String row(String subject) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select concat_ws(' ', state, attempts, claims, last_error) from job
                        where lane_id = :lane and subject = :subject
                        """)
                .bind("lane", lane)
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne()
                .orElse("gone"));
    }

    private void update(String change) {
        jdbi.useHandle(handle -> handle.execute("update job set " + change + " where lane_id = ?", lane));
    }

    @Test
    void aJobIsDoneOnceAndLeavesTheQueueWithItsResultRecorded() {
        enqueue("a", "b");

        awaitRecorded("a done", "b done");
        assertThat(row("a")).isEqualTo("gone");
        assertThat(queue.hasJobs(lane)).isFalse();
        assertThat(script.handled).hasSize(2);
    }

    @Test
    void aLaneStandsUntilAJobOfItGetsOn() {
        script.act = job -> new Verdict.Postpone<>(Duration.ofMillis(20), "not yet");
        enqueue("a");
        await().until(() -> script.handled("a").size() > 1);
        jdbi.useHandle(handle -> handle.execute(
                "update lane set since = since - interval '1 hour', moved_at = '1970-01-01Z' where id = ?", lane));
        int before = script.handled("a").size();
        await().until(() -> script.handled("a").size() > before + 1);
        assertThat(queue.standing(Duration.ofMinutes(30))).containsKey(lane);

        script.act = job -> new Verdict.Done<>("done");
        awaitRecorded("a done");
        await().untilAsserted(
                        () -> assertThat(queue.standing(Duration.ofMinutes(30))).doesNotContainKey(lane));
    }

    @Test
    void whatIsRolledBackWasNeverQueued() {
        QuarkusTransaction.begin();
        enqueue("a");
        QuarkusTransaction.rollback();
        enqueue("b");

        awaitRecorded("b done");
        assertThat(script.handled("a")).isEmpty();
    }

    @Test
    void aHandlerThatThrowsStopsNobodyAndIsRecordedInTheEnd() {
        script.act = job -> {
            switch (job.subject()) {
                case "exception" -> throw new IllegalStateException("alice@example.com");
                case "error" -> throw new AssertionError("alice@example.com");
                default -> {
                    return new Verdict.Done<>("done");
                }
            }
        };
        queue.close(lane);
        enqueue("exception", "a", "error", "b");
        update("attempts = " + (config.maxAttempts() - 2));
        queue.open(lane);

        awaitRecorded("a done", "b done");
        awaitRow("exception", row -> assertThat(row).startsWith("READY 11 1 IllegalStateException"));
        awaitRow("error", row -> assertThat(row).startsWith("READY 11 1 AssertionError"));
        update("run_at = now()");
        awaitRecorded(
                "a done", "b done", "exception exhausted IllegalStateException", "error exhausted AssertionError");
        assertThat(queue.hasJobs(lane)).isFalse();
    }

    @Test
    void aResultThatCanNotBeRecordedStopsNobodyAndIsRecordedAsFailed() {
        script.act = job -> new Verdict.Done<>(job.subject());
        script.onRecord = value -> {
            switch (value) {
                case "exception" -> throw new IllegalStateException(value);
                case "error" -> throw new AssertionError(value);
                default -> {
                    // Recorded.
                }
            }
        };
        enqueue("a", "exception", "b", "error", "c");

        awaitRecorded("a a", "b b", "c c", "exception exhausted unrecordable", "error exhausted unrecordable");
        assertThat(queue.hasJobs(lane)).isFalse();
    }

    @Test
    void aJobOfWhichNothingCanBeRecordedWaitsForAPersonAndComesToLifeAgain() {
        script.onRecord = value -> {
            throw new IllegalStateException("never");
        };
        enqueue("a");
        awaitRow("a", row -> assertThat(row).isEqualTo("DEAD 0 1 unrecordable: IllegalStateException"));
        assertThat(probe.recorded(lane)).isEmpty();
        assertThat(queue.hasJobs(lane)).isFalse();

        script.onRecord = value -> {};
        enqueue("a");

        awaitRecorded("a done");
    }

    @Test
    void aFailureIsTriedAgainUntilTheAttemptsAreSpent() {
        script.act = job -> new Verdict.Retry<>("unavailable");
        enqueue("a");
        awaitRow("a", row -> assertThat(row).matches("READY [1-9]\\d* [1-9]\\d* unavailable"));

        update("attempts = %d, run_at = now() + interval '1 hour'".formatted(config.maxAttempts() - 1));
        update("run_at = now()");

        awaitRecorded("a exhausted unavailable");
        assertThat(script.handled("a").getLast().attempts()).isEqualTo(config.maxAttempts() - 1);
    }

    @Test
    void aPostponedJobIsNotTakenForOneThatHasRun() {
        script.act = job -> script.handled.size() < 3
                ? new Verdict.Postpone<>(Duration.ofMillis(10), "later")
                : new Verdict.Done<>("done");
        enqueue("a");

        awaitRecorded("a done");
        assertThat(script.handled("a"))
                .hasSize(3)
                .allSatisfy(job -> assertThat(job.attempts()).isZero())
                .noneMatch(Job::mayHaveRunBefore);
    }

    @Test
    void stepsFollowEachOtherAndEachIsRecorded() {
        script.act = job -> script.handled.size() < 3 ? new Verdict.Continue<>("step") : new Verdict.Done<>("done");
        enqueue("a");

        awaitRecorded("a step", "a step", "a done");
        assertThat(script.handled("a")).hasSize(3).noneMatch(Job::mayHaveRunBefore);
    }

    @Test
    void aHaltClosesTheLaneUntilItIsOpenedAgain() {
        script.act = job -> new Verdict.Halt<>("the key was refused");
        enqueue("a");
        awaitRow("a", row -> assertThat(row).isEqualTo("READY 0 0 the key was refused"));
        assertThat(script.halts).containsExactly("the key was refused");

        script.act = job -> new Verdict.Done<>("done");
        enqueue("b");
        UUID elsewhere = UUID.randomUUID();
        queue.open(elsewhere);
        queue.enqueue(elsewhere, QueueOnDatabase.KIND, "c");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(probe.recorded(elsewhere)).containsExactly("c done"));
        assertThat(script.handled("b")).as("queued before c").isEmpty();

        queue.open(lane);
        awaitRecorded("a done", "b done");
    }

    @Test
    void aJobWhoseRowCanNotBeReadIsPutAsideAndStopsNobody() {
        script.unreadable = List.of("poison");

        enqueue("one", "poison", "two");

        awaitRecorded("one done", "two done");
        awaitRow("poison", row -> assertThat(row).isEqualTo("DEAD 0 1 unloadable"));
    }

    @Test
    void aJobWhoseObjectIsGoneLeavesTheQueue() {
        script.lost = List.of("a");
        enqueue("a", "b");

        awaitRecorded("b done");
        awaitRow("a", row -> assertThat(row).isEqualTo("gone"));
        assertThat(script.handled("a")).isEmpty();
    }

    @Test
    void aKindThatALaterVersionQueuedWaitsForIt() {
        queue.enqueue(lane, new JobKind("unheard-of", QueueOnDatabase.KIND.draw()), "a");
        enqueue("b");

        awaitRecorded("b done");
        awaitRow("a", row -> assertThat(row).isEqualTo("READY 0 0 no-handler"));
    }

    @Test
    void anOutcomeThatComesAfterTheLeaseRanOutIsDiscarded() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        script.act = job -> {
            if (job.claims() == 1) {
                late.await();
                return new Verdict.Done<>("late");
            }
            return new Verdict.Done<>("in time");
        };
        enqueue("a");
        await().atMost(PATIENCE).until(() -> script.handled("a").size() == 1);
        update("leased_until = now() - interval '1 second'");
        awaitRecorded("a in time");

        late.countDown();
        enqueue(IntStream.range(0, 20).mapToObj(i -> "after" + i).toArray(String[]::new));

        await().atMost(PATIENCE).until(() -> !queue.hasJobs(lane));
        assertThat(probe.recorded(lane)).hasSize(21).doesNotContain("a late");
        assertThat(script.handled("a")).extracting(Job::mayHaveRunBefore).containsExactly(false, true);
    }
}
