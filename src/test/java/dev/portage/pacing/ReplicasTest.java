package dev.portage.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas, each with connections of its own, on one database. */
class ReplicasTest {
    private static final int REPLICAS = 6;
    private static final int WRITES = 450;
    private static final Duration RUN = Duration.ofSeconds(3);

    private final DataSource database = TestDatabase.fresh();
    private final Jdbi jdbi = Jdbi.create(database).installPlugin(new PostgresPlugin());
    private final RateBuckets rows = new RateBuckets(jdbi);

    @BeforeEach
    void configure() {
        rows.configure(Map.of(
                Limit.WORKOS_WRITES, WRITES,
                Limit.WORKOS_READS, 900,
                Limit.WORKOS_REQUESTS, 5_400,
                Limit.COGNITO_LISTINGS, 20));
    }

    /** Draws without pause until the time is over; the slots, by the database's clock. */
    private List<Instant> replica(Draw draw, long until) {
        Jdbi own = Jdbi.create(database).installPlugin(new PostgresPlugin());
        RateBuckets ownRows = new RateBuckets(own);
        List<Instant> slots = new ArrayList<>();
        while (System.nanoTime() < until) {
            List<Instant> taken = own.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
                Buckets buckets = ownRows.lock(draw.limits());
                List<Instant> some = buckets.slots(5, Duration.ofSeconds(2));
                if (!some.isEmpty()) {
                    ownRows.save(buckets.taken(some));
                }
                return some;
            });
            slots.addAll(taken);
        }
        return slots;
    }

    private List<Instant> together(Draw... draws) throws Exception {
        long until = System.nanoTime() + RUN.toNanos();
        List<Instant> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(REPLICAS)) {
            List<Callable<List<Instant>>> replicas = new ArrayList<>();
            for (int i = 0; i < REPLICAS; i++) {
                Draw draw = draws[i % draws.length];
                replicas.add(() -> replica(draw, until));
            }
            for (Future<List<Instant>> slots : threads.invokeAll(replicas)) {
                all.addAll(slots.get());
            }
        }
        return all.stream().sorted().toList();
    }

    private static double rate(List<Instant> slots) {
        return (slots.size() - 1)
                * 1e9
                / Duration.between(slots.getFirst(), slots.getLast()).toNanos();
    }

    @Test
    void togetherTheyStayWithinTheBudgetAndUseItUp() throws Exception {
        List<Instant> slots = together(Draw.WORKOS_WRITE);

        // Two slots of one time would be one call granted twice.
        assertThat(slots).doesNotHaveDuplicates();
        double perSecond = WRITES / 10.0;
        assertThat(rate(slots)).isBetween(0.97 * perSecond, perSecond);
        assertThat(Simulation.worst(Simulation.arriving(slots, 60, -60), Duration.ofSeconds(1)))
                .isLessThanOrEqualTo((int) perSecond + 6);
        Budget seen = Budget.of(rows.look(List.of(Limit.WORKOS_WRITES)));
        assertThat(seen.used().get(Limit.WORKOS_WRITES)).isEqualTo(slots.size());
    }

    @Test
    void readersAndWritersShareTheTotal() throws Exception {
        jdbi.useHandle(handle ->
                handle.execute("update rate_bucket set amount = 600 where name = ?", Limit.WORKOS_REQUESTS.name()));

        List<Instant> slots = together(Draw.WORKOS_WRITE, Draw.WORKOS_READ);

        assertThat(slots).doesNotHaveDuplicates();
        assertThat(rate(slots)).isBetween(0.97 * 10, 10.0);
    }

    @Test
    void aSettingThatHasChangedWinsOverWhatWasSetByHand() {
        Instant now = rows.look(List.of(Limit.WORKOS_WRITES)).now();
        rows.save(List.of(
                rows.look(List.of(Limit.WORKOS_WRITES)).buckets().getFirst().resized(100, now)));

        rows.configure(Map.of(Limit.WORKOS_WRITES, WRITES));
        assertThat(amount()).as("the same setting as before").isEqualTo(100);

        rows.configure(Map.of(Limit.WORKOS_WRITES, 300));
        assertThat(amount()).isEqualTo(300);
    }

    private int amount() {
        return rows.look(List.of(Limit.WORKOS_WRITES)).buckets().getFirst().amount();
    }

    @Test
    void whatIsSavedIsReadAgain() {
        Buckets before = rows.look(List.of(Limit.COGNITO_LISTINGS));
        Bucket bucket = before.buckets()
                .getFirst()
                .throttled(before.now().plusSeconds(7), before.now())
                .taken(List.of(before.now()), before.now());

        rows.save(List.of(bucket));

        assertThat(rows.look(List.of(Limit.COGNITO_LISTINGS)).buckets().getFirst())
                .usingRecursiveComparison()
                .withEqualsForType(ReplicasTest::sameMicrosecond, Instant.class)
                .isEqualTo(bucket);
    }

    /** PostgreSQL keeps microseconds. */
    private static boolean sameMicrosecond(Instant one, Instant other) {
        return Duration.between(one, other).abs().toNanos() <= 1_000;
    }
}
