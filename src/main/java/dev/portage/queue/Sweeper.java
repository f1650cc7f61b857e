package dev.portage.queue;

import dev.portage.queue.DatabaseTrouble.Activity;
import dev.portage.schedule.Schedule;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(1), "Sweeping the queue", this::sweep);
    }

    synchronized void sweep() {
        try {
            if (databaseWasThere()) {
                followClock();
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

    private void followClock() {
        int moved = jobs.followClock();
        if (moved > 0) {
            LOG.warnf("The database's clock has been set back: moved %d jobs that waited for a later time", moved);
            wakeUp.now();
        }
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
