package dev.portage.queue;

import dev.portage.queue.DatabaseTrouble.Activity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Writes outcomes back: a batch of jobs leaves the queue in the same transaction in which their results are recorded.
 * An outcome is kept in memory until that has worked, however long the database is away.
 */
@ApplicationScoped
class Finisher {
    private static final Logger LOG = Logger.getLogger(Finisher.class);
    private static final int BATCH = 200;
    private static final int TRIES_ALONE = 3;
    private static final Duration LINGER = Duration.ofMillis(10);
    private static final Duration BREATH = Duration.ofMillis(500);

    private final LinkedBlockingQueue<Task.Outcome<?>> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final Jobs jobs;
    private final Queue queue;
    private final Replica replica;
    private final Returns returns;
    private final WakeUp wakeUp;
    private final DatabaseTrouble trouble;
    private final Movement movement;
    private final QueueMetrics metrics;

    Finisher(
            Jobs jobs,
            Queue queue,
            Replica replica,
            Returns returns,
            WakeUp wakeUp,
            DatabaseTrouble trouble,
            Movement movement,
            QueueMetrics metrics) {
        this.jobs = jobs;
        this.queue = queue;
        this.replica = replica;
        this.returns = returns;
        this.wakeUp = wakeUp;
        this.trouble = trouble;
        this.movement = movement;
        this.metrics = metrics;
    }

    void add(Task.Outcome<?> outcome) {
        unwritten.incrementAndGet();
        outcomes.add(outcome);
        metrics.finished(outcome);
    }

    /** Outcomes that are not in the database yet. */
    int unwritten() {
        return unwritten.get();
    }

    /** Writes outcomes until interrupted, and then those that are left. */
    void run() {
        metrics.watch(this);
        try {
            while (true) {
                List<Task.Outcome<?>> batch = new ArrayList<>(List.of(outcomes.take()));
                if (outcomes.size() < BATCH) {
                    TimeUnit.NANOSECONDS.sleep(LINGER.toNanos());
                }
                outcomes.drainTo(batch, BATCH - 1);
                persist(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped writing outcomes back");
        }
    }

    private void persist(List<Task.Outcome<?>> batch) throws InterruptedException {
        while (true) {
            try {
                write(batch);
                trouble.over(Activity.WRITING);
                break;
            } catch (RuntimeException e) {
                if (databaseWorks(e)) {
                    LOG.warnf(
                            "A batch of %d outcomes could not be written (%s): one by one",
                            batch.size(), DatabaseTrouble.why(e));
                    for (Task.Outcome<?> outcome : batch) {
                        persistAlone(outcome);
                    }
                    break;
                }
                LOG.warnf("%s; %d outcomes wait to be written", trouble.met(Activity.WRITING, e), unwritten());
                TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
            }
        }
        unwritten.addAndGet(-batch.size());
    }

    /** One job that can not be recorded is put aside, so that it stops no other. */
    private void persistAlone(Task.Outcome<?> outcome) throws InterruptedException {
        int tries = 0;
        while (true) {
            try {
                write(List.of(outcome));
                return;
            } catch (RuntimeException e) {
                boolean works = databaseWorks(e);
                tries += works ? 1 : 0;
                if (works && tries >= TRIES_ALONE && putAside(outcome, DatabaseTrouble.why(e))) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
            }
        }
    }

    /**
     * What can not be recorded is at least recorded as failed; failing that, the job waits for a person.
     *
     * @return whether that has worked; not if the database has gone away meanwhile
     */
    private boolean putAside(Task.Outcome<?> outcome, String why) {
        LOG.errorf(
                "The outcome of job %d could not be written: %s", outcome.job().id(), why);
        try {
            write(List.of(outcome.task().exhausted("unrecordable")));
            return true;
        } catch (RuntimeException | Error e) {
            return bury(outcome, why);
        }
    }

    private boolean bury(Task.Outcome<?> outcome, String why) {
        try {
            QuarkusTransaction.requiringNew().run(() -> jobs.bury(outcome.job(), "unrecordable: " + why));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void write(List<Task.Outcome<?>> batch) {
        QuarkusTransaction.requiringNew().run(() -> {
            Set<Long> held = Set.copyOf(
                    jobs.stillHeld(batch.stream().map(Task.Outcome::job).toList(), replica.id()));
            List<Task.Outcome<?>> mine = batch.stream()
                    .filter(outcome -> held.contains(outcome.job().id()))
                    .toList();
            jobs.remove(mine.stream()
                    .filter(outcome -> outcome.verdict() instanceof Verdict.Done)
                    .map(outcome -> outcome.job().id())
                    .toList());
            jobs.giveBack(mine.stream().flatMap(returns::of).toList());
            record(mine);
            mine.forEach(this::halt);
        });
        movement.of(batch);
        // A job that is done makes none ready; what its handler queued wakes the workers by itself.
        if (batch.stream().anyMatch(outcome -> !(outcome.verdict() instanceof Verdict.Done))) {
            wakeUp.now();
        }
    }

    private static void record(List<Task.Outcome<?>> outcomes) {
        Map<JobHandler<?, ?>, List<Task.Outcome<?>>> byHandler = new LinkedHashMap<>();
        for (Task.Outcome<?> outcome : outcomes) {
            byHandler
                    .computeIfAbsent(outcome.task().handler(), handler -> new ArrayList<>())
                    .add(outcome);
        }
        byHandler.forEach(Finisher::recordWith);
    }

    /** All outcomes come from tasks of this very handler, so their results are of its type. */
    @SuppressWarnings("unchecked")
    private static <R> void recordWith(JobHandler<?, R> handler, List<Task.Outcome<?>> outcomes) {
        List<JobHandler.Result<R>> results = new ArrayList<>();
        for (Task.Outcome<?> outcome : outcomes) {
            ((Verdict<R>) outcome.verdict())
                    .toRecord()
                    .ifPresent(value -> results.add(new JobHandler.Result<>(outcome.job(), value)));
        }
        if (!results.isEmpty()) {
            handler.record(results);
        }
    }

    /** An answer to what was sent before the lane was opened again, with a new key say, is no news. */
    private void halt(Task.Outcome<?> outcome) {
        if (outcome.verdict() instanceof Verdict.Halt<?>(String why)
                && queue.closeSince(outcome.job().lane(), outcome.job().claimedAt())) {
            outcome.task().handler().halted(outcome.job().lane(), why);
        }
    }

    /** Whether a write failed for what was written; a server that is away or out of disk fails every write. */
    private boolean databaseWorks(Throwable e) {
        try {
            return !DatabaseTrouble.isOfTheServer(e) && jobs.answers();
        } catch (RuntimeException unreachable) {
            return false;
        }
    }
}
