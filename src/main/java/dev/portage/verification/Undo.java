package dev.portage.verification;

import dev.portage.discovery.Discovery;
import dev.portage.migration.Audience;
import dev.portage.migration.ConflictException;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Source;
import dev.portage.queue.Queue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a migration back: deletes from WorkOS exactly what it has created there, by jobs that can be paused and resumed.
 */
@ApplicationScoped
public class Undo {
    private final Migrations migrations;
    private final Runs runs;
    private final Discovery discovery;
    private final UndoPreview previews;
    private final Queue queue;

    Undo(Migrations migrations, Runs runs, Discovery discovery, UndoPreview previews, Queue queue) {
        this.migrations = migrations;
        this.runs = runs;
        this.discovery = discovery;
        this.previews = previews;
        this.queue = queue;
    }

    /**
     * What an operator asks for.
     *
     * @param confirm the migration's name; a dry run needs none
     * @param includeSignedIn whether those are deleted too who have signed in to WorkOS
     * @param dryRun whether only to say what would be done
     */
    public record Order(@Nullable String confirm, boolean includeSignedIn, boolean dryRun) {}

    /**
     * What is, or would be, done.
     *
     * @param begun whether this call has begun it
     */
    public record Answer(UndoPreview.Preview preview, boolean begun) {}

    /**
     * Shows what an undo would do, and begins it unless that is all that was asked for, or one is under way.
     *
     * @throws InvalidRequestException where the name is not the migration's
     * @throws ConflictException where something else runs, or nothing is left to undo
     */
    public Answer undo(UUID migrationId, Order order) throws InterruptedException {
        QuarkusTransaction.requiringNew().run(() -> {
            Migration migration = migrations.get(migrationId);
            requireUndoable(migration);
            if (!order.dryRun() && !migration.name().equals(order.confirm())) {
                throw new InvalidRequestException(
                        "confirm",
                        "must be the migration's name, so that no other one is undone by mistake; {\"dryRun\":true} shows what would be deleted");
            }
        });
        UndoPreview.Preview preview = previews.of(migrationId, order.includeSignedIn());
        boolean begun = !order.dryRun()
                && QuarkusTransaction.requiringNew().call(() -> begin(migrationId, order.includeSignedIn()));
        return new Answer(preview, begun);
    }

    private boolean begin(UUID migrationId, boolean includeSignedIn) {
        Migration migration = migrations.lock(migrationId);
        discovery.endPlanning(migration);
        if (requireUndoable(migration)) {
            return false;
        }
        if (queue.hasJobs(migrationId)) {
            throw new ConflictException(
                    "jobs-left",
                    migration.state() == MigrationState.FAILED
                            ? "The run that failed has left something to be done: cancel the migration first, then undo it."
                            : "What was left of the cancelled run is still being cleared away: try again in some seconds.");
        }
        Run run = discovery.begin(migration, Run.Purpose.UNDO, new Audience.All(), Run.Phase.SELECTING);
        run.includeSignedIn(includeSignedIn);
        queue.enqueue(migrationId, Kinds.UNDO_SELECT, run.id().toString());
        return true;
    }

    /** Whether an undo is under way already. */
    private boolean requireUndoable(Migration migration) {
        migration.requireNotErased();
        Optional<Run> running = runs.running(migration.id());
        if (running.filter(run -> run.purpose() == Run.Purpose.UNDO).isPresent()) {
            return true;
        }
        boolean planning =
                running.filter(run -> run.purpose() == Run.Purpose.PLAN).isPresent();
        if (migration.state().running() && !planning) {
            throw new ConflictException(
                    "migration-running",
                    "The migration is %s: cancel it before it is undone, or wait until it is done."
                            .formatted(migration.state()));
        }
        if (!planning && !migration.state().canBecome(MigrationState.UNDOING)) {
            throw new ConflictException("migration-ended", "The migration is %s already.".formatted(migration.state()));
        }
        Source source = migration.source();
        if (migration.state() == MigrationState.CANCELLED
                && source.userPoolId() != null
                && source.region() != null
                && migrations.claimed(source.userPoolId(), source.region())) {
            throw new ConflictException(
                    "pool-in-use",
                    "Another live migration has this user pool, and has linked the users that this one created: cancel or undo that one first.");
        }
        return false;
    }
}
