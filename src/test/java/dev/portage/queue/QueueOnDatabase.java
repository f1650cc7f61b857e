package dev.portage.queue;

import dev.portage.pacing.Draw;
import dev.portage.testing.TestDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** A queue on a database of its own, with nobody who works it off. */
final class QueueOnDatabase {
    static final JobKind KIND = new JobKind("probe", Draw.NOTHING);
    private static final Duration LEASE = Duration.ofSeconds(90);

    final Jdbi jdbi = Jdbi.create(TestDatabase.fresh()).installPlugin(new PostgresPlugin());
    final Jobs jobs = new Jobs(jdbi);
    final Queue queue = new Queue(jdbi, new Lanes(jdbi), new DeafWakeUp());

    /** There is no worker to wake. */
    private static final class DeafWakeUp extends WakeUp {
        DeafWakeUp() {
            super(null, null);
        }

        @Override
        void afterCommit() {
            // Nobody sleeps here.
        }
    }

    UUID openLane() {
        UUID lane = UUID.randomUUID();
        queue.open(lane);
        return lane;
    }

    UUID openLane(int jobs) {
        UUID lane = openLane();
        enqueue(lane, IntStream.range(0, jobs).mapToObj(i -> "s" + i).toList());
        return lane;
    }

    void enqueue(UUID lane, Collection<String> subjects) {
        queue.enqueue(lane, KIND, subjects, null);
    }

    List<Job> claim(UUID replica, int atMost) {
        return jobs.claim(KIND.draw(), atMost, replica, LEASE);
    }

    void letLeasesRunOut() {
        jdbi.useHandle(handle -> handle.execute("update job set leased_until = now() - interval '1 second'"));
    }

    /** A column of the only job of a lane, as text. */
    String only(UUID lane, String column) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select (" + column + ")::text from job where lane_id = :lane")
                        .bind("lane", lane)
                        .mapTo(String.class)
                        .one());
    }

    int count(UUID lane) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from job where lane_id = :lane")
                .bind("lane", lane)
                .mapTo(int.class)
                .one());
    }
}
