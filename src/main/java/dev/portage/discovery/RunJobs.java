package dev.portage.discovery;

import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.queue.Job;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the handlers have in common whose jobs' subject is a run. Every method joins the caller's transaction. */
@ApplicationScoped
public class RunJobs {
    private final Migrations migrations;
    private final Runs runs;
    private final RunProgress progress;

    RunJobs(Migrations migrations, Runs runs, RunProgress progress) {
        this.migrations = migrations;
        this.runs = runs;
        this.progress = progress;
    }

    /** The runs among these subjects that are under way. */
    Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        Map<String, RunWork> found = new HashMap<>();
        for (String subject : subjects) {
            runs.findByIdOptional(UUID.fromString(subject))
                    .filter(run -> run.state() == Run.State.RUNNING)
                    .ifPresent(run -> found.put(subject, new RunWork(migrations.get(lane), run)));
        }
        return found;
    }

    /** The job's run and its migration, locked until the transaction ends: the migration first, as everywhere. */
    RunWork lock(Job job) {
        Migration migration = migrations.lock(job.lane());
        return new RunWork(migration, runs.lock(UUID.fromString(job.subject())).orElseThrow());
    }

    /** Ends the job's run, which can not go on. */
    public void fail(Job job, String why) {
        progress.fail(job.lane(), UUID.fromString(job.subject()), why);
    }

    /** Stops the lane's migration at something that only a person can mend. */
    void pause(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
