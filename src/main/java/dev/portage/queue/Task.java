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
        Verdict<R> verdict = handler.handle(job, work, turn);
        // Where a job is postponed or halted, the last of its calls was refused and did nothing.
        return new Outcome<>(this, verdict, turn.calls() > 1);
    }

    /** What it comes to when its attempts are spent. */
    Outcome<R> exhausted(String why) {
        return new Outcome<>(this, new Verdict.Done<>(handler.exhausted(job, work, why)), true);
    }

    /** An end that the handler did not come to itself, after this many calls. */
    Outcome<R> ended(Verdict<R> verdict, int calls) {
        return new Outcome<>(this, verdict, calls > 0);
    }

    /**
     * A task and what its handler said.
     *
     * @param mayHaveActed whether one of its calls may have got something done, even if the job goes back
     */
    record Outcome<R>(Task<?, R> task, Verdict<R> verdict, boolean mayHaveActed) {

        Job job() {
            return task.job();
        }
    }
}
