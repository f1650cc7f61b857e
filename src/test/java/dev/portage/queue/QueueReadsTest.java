package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.pacing.Draw;
import dev.portage.testing.OneConnection;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What looks at the queue all the time must not wade through the jobs of those who are being moved. */
class QueueReadsTest {
    private static final int JOBS = 2000;
    private static final int A_FEW = 64;
    private static final int UNTIL_PLANS_ARE_KEPT = 10;

    @RegisterExtension
    static final OneConnection DATABASE = new OneConnection();

    @Test
    void plansOfAnEmptyQueueServeAFullOneToo() {
        Jdbi jdbi = DATABASE.jdbi();
        Jobs jobs = new Jobs(jdbi);
        // As it is after each import, and as autovacuum finds it.
        jdbi.useHandle(handle -> handle.execute("vacuum analyze job"));
        IntStream.range(0, UNTIL_PLANS_ARE_KEPT).forEach(i -> sweep(jobs));
        open(OneConnection.MIGRATION, JOBS);

        long read = DATABASE.rowsRead("job").by(() -> sweep(jobs));

        assertThat(read).isLessThanOrEqualTo(3 * JOBS);
    }

    @Test
    void aLookForWorkReadsNoMoreThanItCounts() {
        Jobs jobs = new Jobs(DATABASE.jdbi());
        open(UUID.randomUUID(), JOBS);
        // Whose jobs are all done.
        open(UUID.randomUUID(), 0);
        DATABASE.jdbi().useHandle(handle -> handle.execute("vacuum analyze job"));

        long read = DATABASE.rowsRead("job")
                .by(() -> assertThat(jobs.ready(Draw.NOTHING, A_FEW)).isEqualTo(A_FEW));

        assertThat(read).isLessThanOrEqualTo(3 * A_FEW);
    }

    private static void open(UUID lane, int jobs) {
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("insert into lane (id, state, since) values (?, 'OPEN', now())", lane);
            handle.execute("""
                    insert into job (lane_id, kind, subject, draw, run_at)
                    select ?, 'probe', cast(i as text), 'NOTHING', now() from generate_series(1, ?) as i
                    """, lane, jobs);
        });
    }

    private static void sweep(Jobs jobs) {
        assertThat(jobs.takeOver()).isZero();
        assertThat(jobs.removeDropped()).isZero();
    }
}
