package dev.portage.verification;

import dev.portage.discovery.RunProgress;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.UndoRows;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Queues a job for each user of whom an undo is to delete something, stretch by stretch in the order of the subs. */
@ApplicationScoped
class UndoSelectHandler implements JobHandler<RunWork, List<String>> {
    private static final int AT_A_TIME = 1000;

    private final Migrations migrations;
    private final Runs runs;
    private final UndoRows rows;
    private final Queue queue;
    private final RunProgress progress;
    private final Clock clock;

    UndoSelectHandler(Migrations migrations, Runs runs, UndoRows rows, Queue queue, RunProgress progress, Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.rows = rows;
        this.queue = queue;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return Kinds.UNDO_SELECT;
    }

    @Override
    public Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        return RunWork.load(migrations, runs, lane, subjects);
    }

    @Override
    public Verdict<List<String>> handle(Job job, RunWork work, Turn turn) {
        List<String> next = rows.after(job.lane(), work.run().pageToken().orElse(null), AT_A_TIME);
        return next.size() == AT_A_TIME ? new Verdict.Continue<>(next) : new Verdict.Done<>(next);
    }

    @Override
    public void record(List<Result<List<String>>> results) {
        results.forEach(result -> {
            UUID lane = result.job().lane();
            Run run = runs.lock(UUID.fromString(result.job().subject())).orElseThrow();
            List<String> subs = result.value();
            queue.enqueue(lane, Kinds.UNDO, subs, null);
            if (subs.size() == AT_A_TIME) {
                run.reached(subs.getLast(), clock.instant());
            } else {
                run.enter(Run.Phase.DELETING);
            }
        });
    }

    /** Whom it did not come to keeps what was created: the next undo goes on. */
    @Override
    public List<String> exhausted(Job job, RunWork work, String why) {
        return List.of();
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
