package dev.portage.queue;

import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the workers from the start of the service to its end, and hands back what they hold when it stops. */
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    /** Reading a pool and settling users are few jobs at a time. */
    private static final int OTHER_JOBS = 4;

    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final Claims claims;
    private final RateBudget budget;
    private final Finisher finisher;
    private final Handlers handlers;
    private final Jobs jobs;
    private final Replica replica;
    private final WakeUp wakeUp;
    private final DatabaseTrouble trouble;
    private final QueueConfig config;
    private List<Worker> workers = List.of();
    private @Nullable Thread finishing;

    Drain(
            Claims claims,
            RateBudget budget,
            Finisher finisher,
            Handlers handlers,
            Jobs jobs,
            Replica replica,
            WakeUp wakeUp,
            DatabaseTrouble trouble,
            QueueConfig config) {
        this.claims = claims;
        this.budget = budget;
        this.finisher = finisher;
        this.handlers = handlers;
        this.jobs = jobs;
        this.replica = replica;
        this.wakeUp = wakeUp;
        this.trouble = trouble;
        this.config = config;
    }

    void start(@Observes @Priority(10_000) StartupEvent start) {
        finishing = Thread.ofPlatform().daemon().name("portage-finisher").start(finisher::run);
        workers = handlers.draws().stream().map(this::worker).toList();
        workers.forEach(
                worker -> Thread.ofPlatform().daemon().name("portage-worker").start(worker::run));
    }

    private Worker worker(Draw draw) {
        Hands hands = new Hands(draw == Draw.WORKOS_WRITE ? config.maxInFlight() : OTHER_JOBS);
        return new Worker(draw, hands, claims, budget, finisher, wakeUp, trouble, config);
    }

    void stop(@Observes @Priority(100) ShutdownEvent stop) throws InterruptedException {
        workers.forEach(Worker::stop);
        long end = System.nanoTime() + config.stopWithin().toNanos();
        workers.forEach(worker -> worker.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        awaitWrites();
        Thread thread = finishing;
        if (thread != null) {
            thread.interrupt();
            thread.join(LAST_WRITES);
        }
        try {
            int returned = jobs.handBack(replica.id());
            LOG.infof("Stopped; %d jobs handed back", returned);
        } catch (RuntimeException e) {
            LOG.warn("The database is away: this replica's jobs are taken over when their lease runs out");
        }
    }

    private void awaitWrites() throws InterruptedException {
        long end = System.nanoTime() + LAST_WRITES.toNanos();
        while (finisher.unwritten() > 0 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }
}
