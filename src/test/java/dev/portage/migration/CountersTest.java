package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.UsersOnDatabase.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();

    private UUID pool;

    @BeforeEach
    void anotherPool() {
        pool = DATABASE.migration();
    }

    /** 45 users finished in each of these seconds, counted from the current one. */
    private void finished(int from, int to) {
        DATABASE.jdbi.useHandle(handle -> handle.execute("""
                insert into throughput (migration_id, second, n)
                select ?, date_trunc('second', clock_timestamp()) + s * interval '1 second', 45
                from generate_series(?, ?) as s
                """, pool, from, to));
    }

    private double rate() {
        return DATABASE.counters.rate(pool, TEN_SECONDS);
    }

    @Test
    void nothingFinishedIsNoRate() {
        assertThat(rate()).isZero();
        finished(-600, -30);
        assertThat(rate()).isZero();
    }

    @Test
    void aSteadyRateIsShownAsItIs() {
        // Some seconds ahead, for the clock goes on while the test does.
        finished(-60, 20);

        assertThat(rate()).isEqualTo(45);
    }

    @Test
    void aRunThatHasJustBegunIsNotMeasuredAgainstSecondsBeforeIt() {
        finished(-4, 20);

        assertThat(rate()).isEqualTo(45);
    }

    @Test
    void aStandstillShows() {
        finished(-60, -6);

        assertThat(rate()).isLessThanOrEqualTo(22.5);
    }

    @Test
    void whatWasFinishedLatelyComesInWholeSteps() {
        Duration step = Duration.ofSeconds(15);
        assertThat(DATABASE.counters.recent(pool, step, 4))
                .extracting(Counters.Finished::users)
                .containsExactly(0L, 0L, 0L, 0L);

        finished(-120, 20);

        List<Counters.Finished> recent = DATABASE.counters.recent(pool, step, 4);
        assertThat(recent).extracting(Counters.Finished::users).containsOnly(15 * 45L);
        assertThat(Duration.between(recent.getFirst().from(), recent.getLast().from()))
                .isEqualTo(step.multipliedBy(3));
    }

    @Test
    void whatIsFinishedIsCountedInItsSecond() {
        for (int i = 0; i < 3; i++) {
            DATABASE.counters.finished(pool, 7);
        }

        int counted = DATABASE.jdbi.withHandle(
                handle -> handle.createQuery("select sum(n) from throughput where migration_id = :id")
                        .bind("id", pool)
                        .mapTo(int.class)
                        .one());
        assertThat(counted).isEqualTo(21);
    }

    @Test
    void resultsAreCountedByWhatTheyAre() {
        DATABASE.counters.add(pool, "run", List.of("created", "failed", "created"));
        DATABASE.counters.add(pool, "run", List.of());
        DATABASE.counters.add(pool, "other", List.of("created"));

        assertThat(DATABASE.counters.byState(pool, "run")).isEqualTo(Map.of("created", 2L, "failed", 1L));
    }

    @Test
    void foldingChangesNoCountAndLeavesFewRows() {
        IntStream.range(0, 120).forEach(i -> DATABASE.list(pool, Person.of("s" + i, i + "@x.io")));
        DATABASE.goneOver(pool, "s0");
        List<Counters.Count> before = DATABASE.counters.of(pool, "user");

        DATABASE.counters.fold();

        assertThat(DATABASE.counters.of(pool, "user")).isEqualTo(before);
        assertThat(before)
                .containsExactly(new Counters.Count("IMPORTED", "", 1), new Counters.Count("PENDING", "", 119));
        assertThat(rows()).isEqualTo(2);
    }

    private int rows() {
        return DATABASE.jdbi.withHandle(handle -> handle.createQuery("select count(*) from tally where owner = :id")
                .bind("id", pool)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void countingAndFoldingDoNotDisturbEachOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < 60; i++) {
                            DATABASE.counters.add(pool, "run", List.of("created"));
                            if (i % 10 == thread) {
                                DATABASE.counters.fold();
                            }
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(DATABASE.counters.byState(pool, "run")).isEqualTo(Map.of("created", 240L));
    }
}
