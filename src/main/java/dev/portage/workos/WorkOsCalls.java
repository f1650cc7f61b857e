package dev.portage.workos;

import com.fasterxml.jackson.core.JacksonException;
import com.workos.WorkOS;
import com.workos.common.exceptions.WorkOSException;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one way to WorkOS. Every call waits for its turn in the shared budget, and ends in an {@link Outcome} instead of
 * an exception. The SDK's own retries are off: they would sleep beside the budget and hide a 429 from it.
 */
@ApplicationScoped
class WorkOsCalls {
    private static final Logger LOG = Logger.getLogger(WorkOsCalls.class);

    private final Failures failures;
    private final RateBudget budget;
    private final CallMetrics metrics;

    WorkOsCalls(WorkOS workos, RateBudget budget, CallMetrics metrics) {
        this.failures = new Failures(workos.baseClient.objectMapper);
        this.budget = budget;
        this.metrics = metrics;
    }

    /**
     * Makes one call when its turn has come.
     *
     * @param operation what the metrics call it
     * @param request the call itself; what it throws is read as an outcome
     * @throws InterruptedException where the service stops before the call went out
     */
    <T> Outcome<T> make(String operation, Draw draw, Turn turn, Supplier<T> request) throws InterruptedException {
        turn.await(draw);
        Timer.Sample sample = metrics.start();
        Outcome<T> outcome = attempt(request);
        metrics.ended(sample, operation, outcome);
        tellBudget(draw, outcome);
        return outcome;
    }

    /** The database may be away just now; that must not cost us an answer that we have. */
    private <T> void tellBudget(Draw draw, Outcome<T> outcome) {
        try {
            switch (outcome) {
                case Outcome.Throttled<T>(var retryAfter) -> budget.throttled(draw, retryAfter);
                case Outcome.Unavailable<T> ignored -> budget.failed(draw);
                default -> budget.answered(draw);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The budget could not be told of an answer: %s",
                    e.getClass().getSimpleName());
        }
    }

    private <T> Outcome<T> attempt(Supplier<T> request) {
        try {
            return new Outcome.Success<>(request.get());
        } catch (WorkOSException e) {
            return failures.read(e);
        } catch (Refusal e) {
            return failures.read(e.answer());
        } catch (UnreadableAnswer e) {
            return new Outcome.Unreadable<>();
        } catch (Exception | Error e) {
            // Kotlin knows no checked exceptions: what comes through is not always unchecked.
            if (unreadable(e)) {
                return new Outcome.Unreadable<>();
            }
            if (brokenOff(e)) {
                return new Outcome.Unavailable<>("WorkOS's answer broke off");
            }
            throw e;
        }
    }

    /** The SDK lets exceptions of its JSON reader through, as it does with what Kotlin says of a missing field. */
    private static boolean unreadable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException || cause instanceof NullPointerException) {
                return true;
            }
        }
        return false;
    }

    /** So it does with what the connection says, where an answer ends before its time. */
    private static boolean brokenOff(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
