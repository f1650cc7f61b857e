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
import java.util.UUID;

/** Queues a job for each user of whom an undo is to delete something, stretch by stretch in the order of the subs. */
@ApplicationScoped
class UndoSelectHandler implements RunHandler<UndoSelectHandler.Step> {
    private static final int AT_A_TIME = 1000;

    /** What a step brings. */
    sealed interface Step {
        /** Of these something is to be deleted. */
        record Stretch(List<String> subs) implements Step {
            boolean last() {
                return subs.size() < AT_A_TIME;
            }
        }

        record GiveUp(String why) implements Step {}
    }

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
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) {
        Step.Stretch next =
                new Step.Stretch(rows.after(job.lane(), work.run().pageToken().orElse(null), AT_A_TIME));
        return next.last() ? new Verdict.Done<>(next) : new Verdict.Continue<>(next);
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        switch (step) {
            case Step.Stretch stretch -> select(job.lane(), work.run(), stretch);
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    private void select(UUID lane, Run run, Step.Stretch stretch) {
        queue.enqueue(lane, Kinds.UNDO, stretch.subs(), null);
        if (stretch.last()) {
            run.enter(Run.Phase.DELETING);
        } else {
            run.reached(stretch.subs().getLast(), clock.instant());
        }
    }

    /** Whom it did not come to keeps what was created: the next undo goes on. */
    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("Not all users to be undone could be found (" + why
                + "): the service's log says more. Cancel the migration, then undo it again, to go on.");
    }
}
