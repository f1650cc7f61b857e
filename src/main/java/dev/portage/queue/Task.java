package dev.portage.queue;

import dev.portage.pacing.Slot;
import dev.portage.pacing.Turn;

/**
 * A claimed job together with its handler and what was loaded for it; keeps their types together.
 *
 * @param slot when its first call may go out
 */
record Task<W, R>(Job job, JobHandler<W, R> handler, W work, Slot slot) {

    Outcome<R> run(Turn turn) throws InterruptedException {
        return new Outcome<>(this, handler.handle(job, work, turn));
    }

    /** What it comes to when its attempts are spent. */
    Outcome<R> exhausted(String why) {
        return new Outcome<>(this, new Verdict.Done<>(handler.exhausted(job, work, why)));
    }

    Outcome<R> ended(Verdict<R> verdict) {
        return new Outcome<>(this, verdict);
    }

    /** A task and what its handler said. */
    record Outcome<R>(Task<?, R> task, Verdict<R> verdict) {

        Job job() {
            return task.job();
        }
    }
}
