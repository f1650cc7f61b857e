package dev.portage.verification;

import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Run;
import dev.portage.migration.UndoRows;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Queues a job for each user of whom an undo is to delete something, stretch by stretch in the order of the subs. */
@ApplicationScoped
class UndoSelectHandler implements RunHandler<List<String>> {
    private static final int AT_A_TIME = 1000;

    private final RunJobs jobs;
    private final UndoRows rows;
    private final Queue queue;
    private final Clock clock;

    UndoSelectHandler(RunJobs jobs, UndoRows rows, Queue queue, Clock clock) {
        this.jobs = jobs;
        this.rows = rows;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return Kinds.UNDO_SELECT;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<List<String>> handle(Job job, RunWork work, Turn turn) {
        List<String> next = rows.after(job.lane(), work.run().pageToken().orElse(null), AT_A_TIME);
        return next.size() == AT_A_TIME ? new Verdict.Continue<>(next) : new Verdict.Done<>(next);
    }

    @Override
    public void record(Job job, RunWork work, List<String> subs) {
        Run run = work.run();
        queue.enqueue(job.lane(), Kinds.UNDO, subs, null);
        if (subs.size() == AT_A_TIME) {
            run.reached(subs.getLast(), clock.instant());
        } else {
            run.enter(Run.Phase.DELETING);
        }
    }

    /** Whom it did not come to keeps what was created: the next undo goes on. */
    @Override
    public List<String> exhausted(Job job, RunWork work, String why) {
        return List.of();
    }
}
