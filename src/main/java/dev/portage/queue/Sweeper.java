package dev.portage.queue;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Keeps the queue in order. Every replica sweeps; rows that another one has locked are left to it. */
@ApplicationScoped
class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final Jobs jobs;
    private final WakeUp wakeUp;
    private final QueueMetrics metrics;

    Sweeper(Jobs jobs, WakeUp wakeUp, QueueMetrics metrics) {
        this.jobs = jobs;
        this.wakeUp = wakeUp;
        this.metrics = metrics;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        int taken = jobs.takeOver();
        if (taken > 0) {
            LOG.warnf("Took over %d jobs whose lease had run out", taken);
            metrics.takenOver(taken);
            wakeUp.now();
        }
        jobs.removeDropped();
    }
}
