package dev.portage.queue;

import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.queue.DatabaseTrouble.Activity;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Claims the jobs of one draw and runs each on a thread of its own. No more is claimed than this replica can run almost
 * at once, so nothing piles up here that another replica could do.
 *
 * <p>Not on virtual threads: there are few jobs at once, and in an executable a virtual thread that reads from a socket
 * may never wake up (oracle/graal issue 13787), nor on a JVM before 25.0.3 one that waits (JDK-8369227).
 */
final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);
    /** Enough for several slots to come due at the default budget, since a claim takes two transactions. */
    private static final Duration BETWEEN_CLAIMS = Duration.ofMillis(50);

    /** The start has the processors to itself until then; a job that comes in meanwhile is claimed at once. */
    private static final Duration BEFORE_THE_FIRST_LOOK = Duration.ofMillis(500);

    private static final Duration WHEN_BUDGET_IS_SPENT = Duration.ofSeconds(5);
    private static final Duration WHEN_DATABASE_IS_AWAY = Duration.ofSeconds(1);
    private static final Duration WHEN_INTERRUPTED = Duration.ofSeconds(1);
    private static final int MOST_UNWRITTEN = 1000;

    private final Draw draw;
    private final Hands hands;
    private final Claims claims;
    private final RateBudget budget;
    private final Finisher finisher;
    private final WakeUp wakeUp;
    private final DatabaseTrouble trouble;
    private final QueueConfig config;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("portage-job-", 0).factory());
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Worker(
            Draw draw,
            Hands hands,
            Claims claims,
            RateBudget budget,
            Finisher finisher,
            WakeUp wakeUp,
            DatabaseTrouble trouble,
            QueueConfig config) {
        this.draw = draw;
        this.hands = hands;
        this.claims = claims;
        this.budget = budget;
        this.finisher = finisher;
        this.wakeUp = wakeUp;
        this.trouble = trouble;
        this.config = config;
    }

    void run() {
        try {
            wakeUp.await(wakeUp.seen(), BEFORE_THE_FIRST_LOOK.toMillis());
            while (!stopping) {
                long seen = wakeUp.seen();
                long pause = claimAndStart();
                if (pause > 0) {
                    wakeUp.await(seen, pause);
                }
            }
        } catch (InterruptedException e) {
            LOG.debugf("Stopped claiming %s jobs", draw);
        }
    }

    /** Claims what there is, and says for how many milliseconds there will be nothing more, unless a signal comes. */
    private long claimAndStart() throws InterruptedException {
        int free = hands.awaitFree();
        try {
            if (finisher.unwritten() > MOST_UNWRITTEN) {
                return WHEN_DATABASE_IS_AWAY.toMillis();
            }
            Claims.Claim claim = claims.claim(draw, free);
            trouble.over(Activity.CLAIMING);
            claim.tasks().forEach(this::start);
            if (claim.tasks().size() == free) {
                return 0;
            }
            return claim.ready() == 0 ? config.poll().toMillis() : BETWEEN_CLAIMS.toMillis();
        } catch (RuntimeException e) {
            LOG.warnf("Jobs can not be claimed at the moment: %s", trouble.met(Activity.CLAIMING, e));
            TimeUnit.NANOSECONDS.sleep(WHEN_DATABASE_IS_AWAY.toNanos());
            return 0;
        }
    }

    private void start(Task<?, ?> task) {
        hands.take();
        threads.execute(() -> {
            running.add(Thread.currentThread());
            MDC.put("lane", task.job().lane());
            MDC.put("kind", task.job().kind());
            MDC.put("subject", task.job().subject());
            try {
                finisher.add(inTurn(task));
            } finally {
                MDC.clear();
                running.remove(Thread.currentThread());
                hands.release();
            }
        });
    }

    private <R> Task.Outcome<R> inTurn(Task<?, R> task) {
        try {
            hands.awaitTurn();
        } catch (InterruptedException e) {
            return stopped(task, 0);
        }
        long began = System.nanoTime();
        try {
            return outcome(task);
        } finally {
            hands.ran(System.nanoTime() - began);
        }
    }

    private static <R> Task.Outcome<R> stopped(Task<?, R> task, int calls) {
        return task.ended(new Verdict.Postpone<>(Duration.ZERO, "stopped"), calls);
    }

    private <R> Task.Outcome<R> outcome(Task<?, R> task) {
        if (task.job().attempts() >= config.maxAttempts()) {
            return task.exhausted("lease-expired");
        }
        Task.Outcome<R> outcome = attempt(task);
        return outcome.verdict() instanceof Verdict.Retry<R>(String why)
                        && task.job().attempts() + 1 >= config.maxAttempts()
                ? task.exhausted(why)
                : outcome;
    }

    private <R> Task.Outcome<R> attempt(Task<?, R> task) {
        Turn turn = budget.turn(draw, task.slot());
        try {
            return task.run(turn);
        } catch (BudgetExhausted e) {
            return task.ended(new Verdict.Postpone<>(WHEN_BUDGET_IS_SPENT, "budget-spent"), turn.calls());
        } catch (InterruptedException e) {
            return stopped(task, turn.calls());
        } catch (Throwable e) {
            // Errors too: the WorkOS SDK throws some for answers that it can not read.
            LOG.errorf(
                    withoutMessage(e),
                    "Job %d of kind %s failed",
                    task.job().id(),
                    task.job().kind());
            return task.ended(new Verdict.Retry<>(e.getClass().getSimpleName()), turn.calls());
        }
    }

    /** Exception messages may quote a user's data or an answer; where it happened is enough. */
    private static Throwable withoutMessage(Throwable e) {
        Throwable bare = new IllegalStateException(e.getClass().getName());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }

    /** Claims no more. */
    void stop() {
        stopping = true;
        wakeUp.now();
    }

    /** Waits for what is in hand; what is not done by then is interrupted. */
    void awaitIdle(Duration atMost) {
        try {
            if (!hands.awaitNone(atMost)) {
                running.forEach(Thread::interrupt);
                hands.awaitNone(WHEN_INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
