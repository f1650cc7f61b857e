package dev.portage.queue;

import dev.portage.pacing.Turn;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Works off one kind of job.
 *
 * @param <W> what it needs to know of a job's subject
 * @param <R> what it records of a job
 */
public interface JobHandler<W, R> {

    JobKind kind();

    /**
     * Loads what is needed for claimed jobs of one lane, by subject, in few queries. Called in the claiming transaction.
     * A job whose subject is not in the answer has lost its object and leaves the queue.
     */
    Map<String, W> load(UUID lane, Collection<String> subjects);

    /**
     * Does the job. No transaction is open. It may be run twice, after a crash between this and {@link #record}.
     *
     * @throws InterruptedException where the service stops before a call went out; the job goes back to the queue
     */
    Verdict<R> handle(Job job, W work, Turn turn) throws InterruptedException;

    /** Records results, in the same transaction in which their jobs leave the queue. Called with jobs of many lanes. */
    void record(List<Result<R>> results);

    /** What to record of a job whose attempts are spent. */
    R exhausted(Job job, W work, String why);

    /** A job of this lane was halted; called in the finishing transaction, when the lane is closed already. */
    void halted(UUID lane, String why);

    /** A job with what is recorded of it. */
    record Result<R>(Job job, R value) {}
}
