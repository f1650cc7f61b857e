package dev.portage.transfer;

import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.UserState;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Moves a migration on as its run gets on, or stops it where the run can not. */
@ApplicationScoped
class RunProgress {
    private static final Logger LOG = Logger.getLogger(RunProgress.class);

    private static final String OUTAGE = "WorkOS has not answered";

    private final Migrations migrations;
    private final Runs runs;
    private final Counters counters;
    private final Queue queue;
    private final Clock clock;

    RunProgress(Migrations migrations, Runs runs, Counters counters, Queue queue, Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.counters = counters;
        this.queue = queue;
        this.clock = clock;
    }

    /** Everything is queued. A migration that was paused meanwhile stays so, and shows it when it is resumed. */
    @Transactional
    void sending(UUID migrationId) {
        Migration migration = migrations.lock(migrationId);
        if (migration.state() == MigrationState.DISCOVERING) {
            migration.become(MigrationState.IMPORTING, clock.instant());
        }
    }

    /** Shows what holds the run up, or that nothing does any more. */
    @Transactional
    void note(UUID migrationId, @Nullable String error) {
        if (!Objects.equals(migrations.get(migrationId).lastError(), error)) {
            migrations.lock(migrationId).noteError(error);
        }
    }

    /** Shows since when WorkOS has not answered; null where it does. What else is shown stays. */
    @Transactional
    void showOutage(UUID migrationId, @Nullable Instant since) {
        String shown = migrations.get(migrationId).lastError();
        boolean ours = shown != null && shown.startsWith(OUTAGE);
        if (since != null && shown == null) {
            note(migrationId, OUTAGE + " since " + since + ". Sending goes on by itself when it does.");
        } else if (since == null && ours) {
            note(migrationId, null);
        }
    }

    /** Stops the run at something that only a person can mend; resuming goes on with it. */
    @Transactional
    void pause(UUID migrationId, String why) {
        Migration migration = migrations.lock(migrationId);
        migration.noteError(why);
        if (migration.state().running() && migration.state() != MigrationState.PAUSED) {
            migration.become(MigrationState.PAUSED, clock.instant());
            LOG.warnf("Migration %s is paused: %s", migrationId, why);
        }
    }

    /** Ends a run that can not go on. */
    @Transactional
    void fail(UUID migrationId, UUID runId, String why) {
        Migration migration = migrations.lock(migrationId);
        runs.lock(runId).ifPresent(run -> run.end(Run.State.FAILED, why, clock.instant()));
        if (migration.state().canBecome(MigrationState.FAILED)) {
            migration.become(MigrationState.FAILED, clock.instant());
        }
        migration.noteError(why);
        queue.close(migrationId);
        LOG.errorf("Migration %s failed: %s", migrationId, why);
    }

    /** Ends a run of which nothing is left in the queue. Safe to call at any time, by any replica. */
    @Transactional
    void completeIfDone(UUID migrationId, UUID runId) {
        Migration migration = migrations.lock(migrationId);
        Run run = runs.lock(runId).orElseThrow();
        boolean sending = run.state() == Run.State.RUNNING && run.phase() == Run.Phase.SENDING;
        if (!sending || migration.state() != MigrationState.IMPORTING || queue.hasJobs(migrationId)) {
            return;
        }
        run.end(Run.State.COMPLETED, null, clock.instant());
        boolean pending = counters.byState(migrationId, "user").getOrDefault(UserState.PENDING.name(), 0L) > 0;
        migration.become(pending ? MigrationState.CREATED : MigrationState.COMPLETED, clock.instant());
        queue.close(migrationId);
        LOG.infof("Migration %s: run %s is complete", migrationId, runId);
    }
}
