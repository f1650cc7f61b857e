package dev.portage.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The budget in the running application, on the draw that nothing else in these tests uses meanwhile. */
@QuarkusTest
class RateBudgetTest {
    private static final Limit LIMIT = Limit.COGNITO_LISTINGS;
    private static final Draw DRAW = Draw.COGNITO_LISTING;

    @Inject
    RateBudget budget;

    @Inject
    Jdbi jdbi;

    private int before;

    @BeforeEach
    void rest() {
        before = budget.look().amounts().get(LIMIT);
        reset();
    }

    @AfterEach
    void restore() {
        budget.change(Map.of(LIMIT, before));
        reset();
    }

    private void reset() {
        jdbi.useHandle(handle -> handle.execute(
                "update rate_bucket set next_at = now(), blocked_until = now(), pace = 1, last_throttled_at = null,"
                        + " recent = '{}', hurried = '{}'"));
    }

    @Test
    void whatIsReservedIsUsed() {
        int used = budget.look().used().get(LIMIT);

        Slot slot = budget.reserve(DRAW, Duration.ofSeconds(5)).orElseThrow();

        assertThat(slot.nanoTime() - System.nanoTime())
                .isLessThan(Duration.ofSeconds(5).toNanos());
        assertThat(budget.look().used().get(LIMIT)).isGreaterThan(0).isGreaterThanOrEqualTo(used);
    }

    @Test
    void aRefusalHoldsEveryReplicaStill() {
        budget.throttled(DRAW, Optional.of(Duration.ofSeconds(60)));

        assertThat(budget.reserve(DRAW, Duration.ofSeconds(15))).isEmpty();
        Budget seen = budget.look();
        assertThat(seen.pace().get(LIMIT)).isEqualTo(0.7, within(0.1));
        assertThat(seen.pace().get(Limit.WORKOS_WRITES)).isEqualTo(1);
        assertThat(seen.lastThrottledAt()).isNotNull();
        assertThat(seen.blockedUntil()).isAfter(Instant.now().plusSeconds(30));
    }

    @Test
    void whoAnswersWritesIsNotAwayForReads() {
        for (int i = 0; i < 10; i++) {
            budget.failed(Draw.WORKOS_READ);
        }
        assertThat(budget.look().failingSince()).isNotNull();

        budget.answered(Draw.WORKOS_WRITE);

        assertThat(budget.look().failingSince()).isNull();
    }

    @Test
    void aTurnThatFindsNoSlotSaysSo() throws Exception {
        Turn turn = budget.turn(DRAW, Slot.now());
        turn.await(DRAW);
        budget.throttled(DRAW, Optional.of(Duration.ofSeconds(60)));

        assertThatExceptionOfType(BudgetExhausted.class).isThrownBy(() -> turn.await(DRAW));
        turn.await(Draw.NOTHING);
    }

    @Test
    void aTurnThatCouldComeLaterLeavesASlotThatIsFurtherAheadToOthers() throws Exception {
        budget.change(Map.of(LIMIT, 1));
        reset();
        Turn turn = budget.turn(Duration.ofMillis(250));
        turn.await(DRAW);

        assertThatExceptionOfType(BudgetExhausted.class).isThrownBy(() -> turn.await(DRAW));
        assertThat(budget.reserve(DRAW, Duration.ofSeconds(2)))
                .as("the slot that it left")
                .isPresent();
    }

    /** At a budget so large that a slot which a busy machine comes too late for does not matter. */
    @Test
    void aPersonGoesAheadOfWhatAnImportHasReserved() throws Exception {
        budget.change(Map.of(LIMIT, 2_000));
        List<Slot> reserved = budget.reserve(DRAW, 20_000, Duration.ofSeconds(20));

        budget.personal().await(DRAW);

        assertThat(reserved).hasSize(20_000);
        assertThat(System.nanoTime())
                .as("an import that came with the person would wait until after these")
                .isLessThan(reserved.getLast().nanoTime());
        Slot next = budget.reserve(DRAW, Duration.ofSeconds(20)).orElseThrow();
        assertThat(next.nanoTime() - reserved.getLast().nanoTime())
                .as("and the import moves back by one")
                .isGreaterThan(Duration.ofNanos(900_000).toNanos());
    }

    @Test
    void peopleWhoComeTogetherEachGetTheirCall() throws Exception {
        budget.change(Map.of(LIMIT, 200));
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Callable<Void> person = () -> {
                    budget.personal().await(DRAW);
                    return null;
                };
                waiting.add(people.submit(person));
            }
            for (Future<?> person : waiting) {
                person.get();
            }
        }

        long granted = jdbi.withHandle(
                handle -> handle.createQuery("select sum(n) from rate_bucket, unnest(recent) as n where name = :name")
                        .bind("name", LIMIT.name())
                        .mapTo(long.class)
                        .one());
        assertThat(granted).isGreaterThanOrEqualTo(50);
    }

    @Test
    void noAnswerHoldsThemForLongerThanFiveMinutes() {
        budget.throttled(DRAW, Optional.of(Duration.ofDays(1)));

        assertThat(budget.look().blockedUntil()).isBefore(Instant.now().plus(Duration.ofMinutes(6)));
    }

    @Test
    void anAnswerWithoutATimeHoldsThemForAWhileToo() {
        budget.throttled(DRAW, Optional.empty());

        boolean aWhile = jdbi.withHandle(handle -> handle.createQuery(
                        "select blocked_until - last_throttled_at between interval '0.5s' and interval '1.5s'"
                                + " from rate_bucket where name = :name")
                .bind("name", LIMIT.name())
                .mapTo(boolean.class)
                .one());
        assertThat(aWhile).isTrue();
    }

    @Test
    void aChangeHoldsForAllAtOnceAndLeavesTheOthers() {
        int writes = budget.look().amounts().get(Limit.WORKOS_WRITES);

        Budget changed = budget.change(Map.of(LIMIT, 3));

        assertThat(changed.amounts()).containsEntry(LIMIT, 3).containsEntry(Limit.WORKOS_WRITES, writes);
    }
}
