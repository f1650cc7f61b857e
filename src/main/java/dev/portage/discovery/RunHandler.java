package dev.portage.discovery;

import dev.portage.migration.Run;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Works off, step by step, a kind of job whose subject is a run.
 *
 * @param <S> what a step brings to the run
 */
public interface RunHandler<S> extends JobHandler<RunWork, S> {

    /** The runs that the jobs are about. */
    RunJobs runJobs();

    /**
     * Records what a step has brought; not called where the run was cancelled while the step was under way.
     *
     * @param work the run and its migration, both locked
     */
    void record(Job job, RunWork work, S step);

    /** The runs that are under way; the job of any other leaves the queue. */
    @Override
    default Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        return runJobs().load(lane, subjects);
    }

    @Override
    default void record(List<Result<S>> results) {
        for (Result<S> result : results) {
            RunWork work = runJobs().lock(result.job());
            if (work.run().state() == Run.State.RUNNING) {
                record(result.job(), work, result.value());
            }
        }
    }

    /** Pauses the migration; resuming it goes on with the run. */
    @Override
    default void halted(UUID lane, String why) {
        runJobs().pause(lane, why);
    }
}
