package dev.portage.discovery;

import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Milestone;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.UserState;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shows what holds a run up, or stops it where it can not go on. */
@ApplicationScoped
public class RunProgress {
    private static final Logger LOG = Logger.getLogger(RunProgress.class);

    private final Migrations migrations;
    private final Runs runs;
    private final Counters counters;
    private final Queue queue;
    private final Event<Milestone> milestones;
    private final Clock clock;

    RunProgress(
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

    /** Shows what holds the run up, or that nothing does any more. */
    @Transactional
    public void note(UUID migrationId, @Nullable String error) {
        if (!Objects.equals(migrations.get(migrationId).lastError(), error)) {
            migrations.lock(migrationId).noteError(error);
        }
    }

    /** Stops the run at something that only a person can mend; resuming goes on with it. */
    @Transactional
    public void pause(UUID migrationId, String why) {
        Migration migration = migrations.lock(migrationId);
        migration.noteError(why);
        if (migration.state().running() && migration.state() != MigrationState.PAUSED) {
            migration.become(MigrationState.PAUSED, clock.instant());
            milestones.fire(new Milestone(migration, Milestone.Kind.PAUSED, why));
            LOG.warnf("Migration %s is paused: %s", migrationId, why);
        }
    }

    /** Ends a run after which nothing of it is left to do: the migration rests until the next one. */
    @Transactional
    public void end(Migration migration, Run run, Run.State how) {
        run.end(how, null, clock.instant());
        boolean pending = counters.byState(migration.id(), "user").getOrDefault(UserState.PENDING.name(), 0L) > 0;
        migration.become(pending ? MigrationState.CREATED : MigrationState.COMPLETED, clock.instant());
        queue.close(migration.id());
        if (!pending && how == Run.State.COMPLETED && run.purpose() == Run.Purpose.IMPORT) {
            milestones.fire(new Milestone(migration, Milestone.Kind.COMPLETED, null));
        }
        LOG.infof("Migration %s: run %s is %s", migration.id(), run.id(), how);
    }

    /** Ends a run that can not go on. */
    @Transactional
    public void fail(UUID migrationId, UUID runId, String why) {
        Migration migration = migrations.lock(migrationId);
        runs.lock(runId).ifPresent(run -> run.end(Run.State.FAILED, why, clock.instant()));
        if (migration.state().canBecome(MigrationState.FAILED)) {
            migration.become(MigrationState.FAILED, clock.instant());
        }
        migration.noteError(why);
        queue.close(migrationId);
        milestones.fire(new Milestone(migration, Milestone.Kind.FAILED, why));
        LOG.errorf("Migration %s failed: %s", migrationId, why);
    }
}
