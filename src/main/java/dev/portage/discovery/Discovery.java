package dev.portage.discovery;

import dev.portage.migration.Audience;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceType;
import dev.portage.migration.SourceUsers;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Begins runs, and has their source read into the rows. Every method joins the caller's transaction. */
@ApplicationScoped
public class Discovery {
    private final Runs runs;
    private final SourceUsers users;
    private final Queue queue;
    private final RunProgress progress;
    private final Clock clock;

    Discovery(Runs runs, SourceUsers users, Queue queue, RunProgress progress, Clock clock) {
        this.runs = runs;
        this.users = users;
        this.queue = queue;
        this.progress = progress;
        this.clock = clock;
    }

    /** Begins a run; the caller has locked the migration, and none is under way. */
    public Run begin(Migration migration, Run.Purpose purpose, Audience audience, Run.Phase phase) {
        Run run = new Run(UUID.randomUUID(), migration.id(), purpose, audience, phase, clock.instant());
        runs.persist(run);
        migration.become(run.migrationState(), clock.instant());
        queue.open(migration.id());
        return run;
    }

    /** Has the run's source read; then {@link AfterDiscovery} goes on. A dump is in the rows already. */
    public void read(Migration migration, Run run) {
        if (migration.source().type() == SourceType.DUMP) {
            lookAgain(migration, run);
        } else {
            queue.enqueue(migration.id(), Kinds.DISCOVER, run.id().toString());
        }
    }

    /** Has the rows that are here looked at again, by the options as they are; then {@link AfterDiscovery} goes on. */
    public void lookAgain(Migration migration, Run run) {
        queue.enqueue(migration.id(), Kinds.REPLAN, run.id().toString());
    }

    /**
     * Requires a source that has something to read.
     *
     * @throws ConflictException where the source is a dump, and none has been uploaded
     */
    public void requireSource(Migration migration) {
        boolean dump = migration.source().type() == SourceType.DUMP;
        if (dump && users.list(migration.id(), SourceUsers.Filter.ALL, null, 1).isEmpty()) {
            throw new ConflictException(
                    "no-dump",
                    "No dump has been uploaded yet: upload one first (PUT /migrations/%s/dump)."
                            .formatted(migration.id()));
        }
    }

    /**
     * The run that is under way. A planning is not: it gives way to whatever is started next, and its jobs find nothing
     * to do any more.
     */
    public Optional<Run> running(Migration migration) {
        Optional<Run> running = runs.running(migration.id());
        if (running.isPresent() && running.get().purpose() == Run.Purpose.PLAN) {
            progress.end(migration, running.get(), Run.State.CANCELLED);
            // Before another run takes its place: there is one at a time.
            runs.flush();
            return Optional.empty();
        }
        return running;
    }

    /** Ends a planning that is under way: it gives way to whatever is done next. */
    public void endPlanning(Migration migration) {
        running(migration);
    }
}
