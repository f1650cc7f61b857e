package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A queue and, beside it, what it should be: a few maps that a reader can check by eye. */
final class QueueModel {
    /** What is known of one subject's job while it has one. */
    private record Expected(
            JobState state,
            int attempts,
            int claims,
            @Nullable UUID holder,
            boolean leaseExpired) {
        Expected ready(int newAttempts, int newClaims) {
            return new Expected(JobState.READY, newAttempts, newClaims, null, false);
        }
    }

    /** A claim in the hands of a replica, which may be worth nothing any more. */
    private record Hand(UUID replica, Job job) {}

    private final QueueOnDatabase database;
    private final UUID lane;
    private final Map<String, Expected> expected = new TreeMap<>();
    private final Map<String, Integer> wanted = new TreeMap<>();
    private final Map<String, Integer> recorded = new TreeMap<>();
    private final List<Hand> hands = new ArrayList<>();
    private boolean open = true;

    QueueModel(QueueOnDatabase database) {
        this.database = database;
        this.lane = database.openLane();
    }

    void enqueue(String subject) {
        database.enqueue(lane, List.of(subject));
        Expected before = expected.get(subject);
        if (before == null) {
            wanted.merge(subject, 1, Integer::sum);
        }
        if (before == null || before.state() == JobState.DEAD) {
            become(subject, new Expected(JobState.READY, 0, before == null ? 0 : before.claims(), null, false));
        }
    }

    void claim(UUID replica, int atMost) {
        List<Job> claimed = database.claim(replica, atMost);
        long ready = expected.values().stream()
                .filter(job -> job.state() == JobState.READY)
                .count();
        assertThat(claimed).hasSize(open ? (int) Math.min(atMost, ready) : 0);
        for (Job job : claimed) {
            Expected before = expected.get(job.subject());
            assertThat(before.state()).as("claimed: " + job).isEqualTo(JobState.READY);
            become(
                    job.subject(),
                    new Expected(JobState.LEASED, before.attempts(), before.claims() + 1, replica, false));
            hands.add(new Hand(replica, job));
        }
    }

    /** One of the claims in hand is answered; the same transaction as the finisher's. */
    void answer(int which, Verdict<String> verdict) {
        if (hands.isEmpty()) {
            return;
        }
        Hand hand = hands.remove(which % hands.size());
        Job job = hand.job();
        boolean counts = database.jobs.stillHeld(List.of(job), hand.replica()).contains(job.id());
        assertThat(counts)
                .as("the answer to %s counts; expected %s", job, expected)
                .isEqualTo(stillCounts(hand));
        if (!counts) {
            return;
        }
        switch (verdict) {
            case Verdict.Done<String> ignored -> {
                database.jobs.remove(List.of(job.id()));
                recorded.merge(job.subject(), 1, Integer::sum);
                expected.remove(job.subject());
            }
            case Verdict.Continue<String> ignored -> giveBack(job, 0, job.claims() - 1);
            case Verdict.Retry<String> ignored -> giveBack(job, job.attempts() + 1, job.claims());
            case Verdict.Postpone<String> ignored -> giveBack(job, job.attempts(), job.claims() - 1);
            case Verdict.Halt<String> ignored -> {
                giveBack(job, job.attempts(), job.claims());
                close();
            }
        }
    }

    private boolean stillCounts(Hand hand) {
        Expected now = expected.get(hand.job().subject());
        if (now == null || now.claims() != hand.job().claims()) {
            return false;
        }
        return hand.replica().equals(now.holder()) || (now.state() == JobState.READY && now.leaseExpired());
    }

    private void giveBack(Job job, int attempts, int claims) {
        database.jobs.giveBack(List.of(new Jobs.Return(job.id(), Duration.ZERO, attempts, claims, "told")));
        become(job.subject(), expected.get(job.subject()).ready(attempts, claims));
    }

    /** The replica is gone, with all that it had in hand. */
    void crash(UUID replica) {
        hands.removeIf(hand -> hand.replica().equals(replica));
    }

    void stop(UUID replica) {
        database.jobs.handBack(replica);
        crash(replica);
        expected.replaceAll((_, job) -> replica.equals(job.holder()) ? job.ready(job.attempts(), job.claims()) : job);
    }

    void leasesRunOut() {
        database.letLeasesRunOut();
        database.jobs.takeOver();
        expected.replaceAll((_, job) -> job.state() == JobState.LEASED
                ? new Expected(JobState.READY, job.attempts() + 1, job.claims(), null, true)
                : job);
    }

    void bury(int which) {
        if (!hands.isEmpty()) {
            Hand hand = hands.get(which % hands.size());
            if (stillCounts(hand)) {
                hands.remove(hand);
                database.jobs.bury(hand.job(), "unrecordable");
                Expected before = expected.get(hand.job().subject());
                become(
                        hand.job().subject(),
                        new Expected(JobState.DEAD, before.attempts(), before.claims(), null, false));
            }
        }
    }

    void close() {
        database.queue.close(lane);
        open = false;
    }

    void open() {
        database.queue.open(lane);
        open = true;
    }

    private void become(String subject, Expected next) {
        Expected before = expected.put(subject, next);
        if (before != null) {
            assertThat(before.state().canBecome(next.state()))
                    .as("%s becomes %s", before, next)
                    .isTrue();
        }
    }

    /** The rows are those of the model. */
    void check() {
        Map<String, String> rows = database.jdbi.withHandle(handle -> handle
                .createQuery(
                        "select subject, state || ' ' || attempts || ' ' || claims as says from job where lane_id = :lane")
                .bind("lane", lane)
                .map((row, context) -> Map.entry(row.getString("subject"), row.getString("says")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        Map<String, String> model = expected.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().state() + " "
                                + entry.getValue().attempts() + " "
                                + entry.getValue().claims()));
        assertThat(rows).isEqualTo(model);
    }

    /** Whatever happened, what is worked off at last is recorded once for each time that it was wanted. */
    void workOff() {
        open();
        leasesRunOut();
        expected.keySet().stream().toList().forEach(this::enqueue);
        hands.clear();
        claim(UUID.randomUUID(), expected.size() + 1);
        while (!hands.isEmpty()) {
            answer(0, new Verdict.Done<>("at last"));
        }
        assertThat(recorded).isEqualTo(wanted);
        assertThat(database.count(lane)).isZero();
    }
}
