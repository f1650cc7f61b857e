package dev.portage.verification;

import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Milestone;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.queue.Queue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks every second whether an undo is done. Any replica may. */
@ApplicationScoped
class UndoKeeper {
    private static final Logger LOG = Logger.getLogger(UndoKeeper.class);

    private final Migrations migrations;
    private final Runs runs;
    private final Counters counters;
    private final Queue queue;
    private final Event<Milestone> milestones;
    private final Clock clock;

    UndoKeeper(
            Migrations migrations,
            Runs runs,
            Counters counters,
            Queue queue,
            Event<Milestone> milestones,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.counters = counters;
        this.queue = queue;
        this.milestones = milestones;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endUndos() {
        try {
            QuarkusTransaction.requiringNew()
                    .call(runs::deleting)
                    .forEach(
                            run -> QuarkusTransaction.requiringNew().run(() -> endIfDone(run.migrationId(), run.id())));
        } catch (RuntimeException e) {
            // The scheduler would tell the whole stack every second, as long as the database is away.
            LOG.warnf(
                    "Undos can not be looked after at the moment: %s",
                    e.getClass().getSimpleName());
            LOG.debug("Because of", e);
        }
    }

    private void endIfDone(UUID migrationId, UUID runId) {
        Migration migration = migrations.lock(migrationId);
        Run run = runs.lock(runId).orElseThrow();
        boolean deleting = run.state() == Run.State.RUNNING && run.phase() == Run.Phase.DELETING;
        if (!deleting || migration.state() != MigrationState.UNDOING || queue.hasJobs(migrationId)) {
            return;
        }
        long failed = counters.byState(runId, "run").getOrDefault(UndoHandler.What.FAILED.slug(), 0L);
        if (failed == 0) {
            run.end(Run.State.COMPLETED, null, clock.instant());
            migration.become(MigrationState.UNDONE, clock.instant());
        } else {
            String why = failed + " users could not be deleted from WorkOS: the history of each says why, and another"
                    + " POST …/undo tries them again";
            run.end(Run.State.FAILED, why, clock.instant());
            migration.become(MigrationState.FAILED, clock.instant());
            migration.noteError(why);
            milestones.fire(new Milestone(migration, Milestone.Kind.FAILED, why));
        }
        queue.close(migrationId);
        LOG.infof("Migration %s: undo %s is %s", migrationId, runId, run.state());
    }
}
