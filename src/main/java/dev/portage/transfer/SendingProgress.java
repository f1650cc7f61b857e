package dev.portage.transfer;

import dev.portage.discovery.RunProgress;
import dev.portage.migration.Counters;
import dev.portage.migration.MetadataKeys;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves a migration on as its import gets on. */
@ApplicationScoped
class SendingProgress {
    private static final String OUTAGE = "WorkOS has not answered";

    private final Migrations migrations;
    private final Runs runs;
    private final Counters counters;
    private final MetadataKeys metadataKeys;
    private final Queue queue;
    private final RunProgress progress;
    private final Clock clock;

    SendingProgress(
            Migrations migrations,
            Runs runs,
            Counters counters,
            MetadataKeys metadataKeys,
            Queue queue,
            RunProgress progress,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.counters = counters;
        this.metadataKeys = metadataKeys;
        this.queue = queue;
        this.progress = progress;
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

    /** Shows since when WorkOS has not answered; null where it does. What else is shown stays. */
    @Transactional
    void showOutage(UUID migrationId, @Nullable Instant since) {
        String shown = migrations.get(migrationId).lastError();
        boolean ours = shown != null && shown.startsWith(OUTAGE);
        if (since != null && shown == null) {
            progress.note(migrationId, OUTAGE + " since " + since + ". Sending goes on by itself when it does.");
        } else if (since == null && ours) {
            progress.note(migrationId, null);
        }
    }

    /** Ends a run of which nothing is left in the queue. Safe to call at any time, by any replica. */
    @Transactional
    void completeIfDone(UUID migrationId, UUID runId) {
        Migration migration = migrations.lock(migrationId);
        Run run = runs.lock(runId).orElseThrow();
        if (run.state() != Run.State.RUNNING || run.phase() != Run.Phase.SENDING) {
            return;
        }
        if (migration.state() != MigrationState.IMPORTING || queue.hasJobs(migrationId)) {
            return;
        }
        progress.end(migration, run, Run.State.COMPLETED);
        if (run.purpose() == Run.Purpose.ATTRIBUTES
                && counters.byState(runId, "run").getOrDefault("failed", 0L) == 0) {
            metadataKeys.keepOnly(migrationId, run.attributeKeys());
        }
    }
}
