package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.portage.pacing.Draw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClaimingTest {
    private final QueueOnDatabase database = new QueueOnDatabase();
    private final UUID replica = UUID.randomUUID();

    @Test
    void everyLaneGetsItsTurnHoweverLongTheOthersAre() {
        UUID large = database.openLane(100);
        UUID middling = database.openLane(50);
        UUID small = database.openLane(3);

        Map<UUID, Long> claimed =
                database.claim(replica, 31).stream().collect(Collectors.groupingBy(Job::lane, Collectors.counting()));

        assertThat(claimed).containsOnly(entry(small, 3L), entry(large, 14L), entry(middling, 14L));
    }

    @Test
    void aLaneIsWorkedOffFromItsOldestJob() {
        UUID lane = database.openLane();
        database.enqueue(lane, List.of("third", "fourth"));
        database.queue.enqueue(
                lane,
                QueueOnDatabase.KIND,
                List.of("first", "second"),
                Instant.now().minusSeconds(9));

        assertThat(database.claim(replica, 3)).extracting(Job::subject).containsOnly("first", "second", "third");
        assertThat(database.claim(replica, 3)).extracting(Job::subject).containsExactly("fourth");
    }

    @Test
    void onlyWhatIsDueInAnOpenLaneOfThisDrawIsClaimed() {
        UUID closed = database.openLane(2);
        UUID dropped = database.openLane(2);
        UUID later = database.openLane(2);
        database.queue.close(closed);
        database.queue.drop(dropped);
        database.queue.enqueue(database.openLane(), new JobKind("other", Draw.WORKOS_READ), List.of("x"), null);
        database.jdbi.useHandle(
                handle -> handle.execute("update job set run_at = now() + interval '1 hour' where lane_id = ?", later));

        assertThat(database.claim(replica, 10)).isEmpty();
        assertThat(database.jobs.ready(Draw.NOTHING, 10)).isZero();
        assertThat(database.jobs.ready(Draw.WORKOS_READ, 10)).isOne();
    }

    @Test
    void nobodyGetsAJobThatAnotherHasAndNoneIsLeft() throws Exception {
        int all = database.count(database.openLane(200)) + database.count(database.openLane(300));
        List<Callable<List<Job>>> claimers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            claimers.add(this::claimAll);
        }

        List<Long> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(claimers.size())) {
            for (Future<List<Job>> jobs : threads.invokeAll(claimers)) {
                jobs.get().forEach(job -> claimed.add(job.id()));
            }
        }

        assertThat(claimed).doesNotHaveDuplicates().hasSize(all);
    }

    private List<Job> claimAll() {
        UUID own = UUID.randomUUID();
        List<Job> mine = new ArrayList<>();
        while (database.jobs.ready(Draw.NOTHING, 1) > 0) {
            mine.addAll(database.claim(own, 7));
        }
        return mine;
    }

    @Test
    void aSubjectHasOneJobOfAKind() {
        UUID lane = database.openLane(1);
        database.enqueue(lane, List.of("s0", "s1"));
        database.enqueue(lane, List.of());

        assertThat(database.count(lane)).isEqualTo(2);
        assertThat(database.claim(replica, 5).stream().collect(Collectors.toMap(Job::subject, Function.identity())))
                .containsOnlyKeys("s0", "s1");
    }

    @Test
    void aDeadJobComesToLifeWhenItIsQueuedAgain() {
        UUID lane = database.openLane(1);
        database.jobs.bury(database.claim(replica, 1).getFirst(), "unrecordable");
        assertThat(database.claim(replica, 1)).isEmpty();
        assertThat(database.queue.hasJobs(lane)).isFalse();

        database.enqueue(lane, List.of("s0"));

        assertThat(database.queue.hasJobs(lane)).isTrue();
        assertThat(database.claim(replica, 1).getFirst().mayHaveRunBefore()).isTrue();
    }

    @Test
    void aHurriedJobIsDueWithItsAttemptsForgotten() {
        UUID lane = database.openLane(1);
        database.jdbi.useHandle(
                handle -> handle.execute("update job set run_at = now() + interval '1 hour', attempts = 7"));

        database.queue.hurry(lane, QueueOnDatabase.KIND, List.of("s0"));

        assertThat(database.claim(replica, 1)).extracting(Job::attempts).containsExactly(0);
    }

    @Test
    void droppedJobsGoAndWhatIsInFlightStays() {
        UUID lane = database.openLane(5);
        database.claim(replica, 2);
        database.queue.drop(lane);

        assertThat(database.jobs.removeDropped()).isEqualTo(3);
        assertThat(database.count(lane)).isEqualTo(2);
    }
}
