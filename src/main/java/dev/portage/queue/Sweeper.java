package dev.portage.queue;

import dev.portage.queue.DatabaseTrouble.Activity;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Keeps the queue in order. Every replica sweeps; rows that another one has locked are left to it. */
@ApplicationScoped
class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    /** Longer than any replica takes, once the database is back, to write the outcomes that it kept meanwhile. */
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

    /** No sweep for this long is as good as an outage: this process stood still. */
    private static final Duration STANDSTILL = Duration.ofSeconds(3);

    private final Jobs jobs;
    private final WakeUp wakeUp;
    private final DatabaseTrouble trouble;
    private final QueueMetrics metrics;
    private long lastSweep = System.nanoTime();
    private long quietUntil = lastSweep;
    private boolean outage;

    Sweeper(Jobs jobs, WakeUp wakeUp, DatabaseTrouble trouble, QueueMetrics metrics) {
        this.jobs = jobs;
        this.wakeUp = wakeUp;
        this.trouble = trouble;
        this.metrics = metrics;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void sweep() {
        try {
            if (databaseWasThere()) {
                takeOver();
            }
            jobs.removeDropped();
            trouble.over(Activity.SWEEPING);
        } catch (RuntimeException e) {
            outage = true;
            LOG.warnf("The queue can not be swept at the moment: %s", trouble.met(Activity.SWEEPING, e));
        }
    }

    /** Leases run out while the database is away, but their holders live: they get time to write what they know. */
    private boolean databaseWasThere() {
        jobs.answers();
        long now = System.nanoTime();
        if (outage || now - lastSweep > STANDSTILL.toNanos()) {
            outage = false;
            quietUntil = now + AFTER_OUTAGE.toNanos();
        }
        lastSweep = now;
        return now - quietUntil >= 0;
    }

    private void takeOver() {
        int taken = jobs.takeOver();
        if (taken > 0) {
            LOG.warnf("Took over %d jobs whose lease had run out", taken);
            metrics.takenOver(taken);
            wakeUp.now();
        }
    }
}
