package dev.portage.transfer;

import dev.portage.discovery.Discovery;
import dev.portage.migration.ConflictException;
import dev.portage.migration.GroupMapping;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Options;
import dev.portage.migration.OptionsChanged;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Source;
import dev.portage.migration.SourceType;
import dev.portage.queue.Queue;
import dev.portage.workos.WorkOsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What an operator does with a migration as a whole. */
@ApplicationScoped
public class Lifecycle {
    private final Migrations migrations;
    private final Runs runs;
    private final Discovery discovery;
    private final Queue queue;
    private final WorkOsConfig workos;
    private final Event<OptionsChanged> changed;
    private final Clock clock;

    Lifecycle(
            Migrations migrations,
            Runs runs,
            Discovery discovery,
            Queue queue,
            WorkOsConfig workos,
            Event<OptionsChanged> changed,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.discovery = discovery;
        this.queue = queue;
        this.workos = workos;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Creates a migration.
     *
     * @throws ConflictException where another live migration has the pool
     */
    @Transactional
    public Migration create(String name, Source source, Options options) {
        Options complete =
                options.withDefaultOrganization(workos.organizationId().orElse(null));
        Migration migration = new Migration(UUID.randomUUID(), name, source, complete, clock.instant());
        if (source.type() == SourceType.USER_POOL
                && migrations.claimed(
                        Objects.requireNonNull(source.userPoolId()), Objects.requireNonNull(source.region()))) {
            throw poolInUse();
        }
        try {
            migrations.persistAndFlush(migration);
        } catch (ConstraintViolationException e) {
            // Two requests at once; the database lets one of them through.
            throw poolInUse();
        }
        queue.close(migration.id());
        return migration;
    }

    private static void requireReadableGroups(Source source, Options options) {
        if (source.type() == SourceType.DUMP && !options.groups().isEmpty()) {
            throw new InvalidRequestException(
                    "options.groups", "can't be used with a dump, which does not say who is in which group");
        }
    }

    private static ConflictException poolInUse() {
        return new ConflictException(
                "pool-in-use",
                "Another live migration has this user pool: go on with it (GET /migrations), or cancel or erase it first.");
    }

    /** Changes name or options; null leaves them. Options take effect with the next run. */
    @Transactional
    public Migration change(UUID id, @Nullable String name, @Nullable Options options) {
        Migration migration = lockResting(id);
        if (name != null) {
            migration.rename(name.strip());
        }
        if (options != null) {
            change(migration, options);
        }
        return migration;
    }

    /** Decides what becomes of one group, and leaves all else; empty takes a decision back. */
    @Transactional
    public Migration decideGroup(UUID id, String group, Optional<GroupMapping> mapping) {
        Migration migration = lockResting(id);
        change(migration, migration.options().withGroup(group, mapping));
        return migration;
    }

    private void change(Migration migration, Options options) {
        requireReadableGroups(migration.source(), options);
        migration.changeOptions(options);
        changed.fire(new OptionsChanged(migration));
    }

    private Migration lockResting(UUID id) {
        Migration migration = migrations.lock(id);
        migration.requireNotErased();
        discovery.endPlanning(migration);
        if (migration.state().running()) {
            throw new ConflictException(
                    "migration-running",
                    "The migration is %s: its name and options can be changed while nothing runs. Cancel it, or wait until it is done."
                            .formatted(migration.state()));
        }
        return migration;
    }

    /** Stops claiming jobs at once; what is in flight is finished. Pausing what is paused changes nothing. */
    @Transactional
    public Migration pause(UUID id) {
        Migration migration = migrations.lock(id);
        if (migration.state() == MigrationState.PAUSED) {
            return migration;
        }
        if (!migration.state().running()) {
            throw illegal(migration, "paused", "nothing is running");
        }
        migration.become(MigrationState.PAUSED, clock.instant());
        queue.close(id);
        return migration;
    }

    /** Goes on where the run stood. Resuming what runs changes nothing. */
    @Transactional
    public Migration resume(UUID id) {
        Migration migration = migrations.lock(id);
        if (migration.state().running() && migration.state() != MigrationState.PAUSED) {
            return migration;
        }
        if (migration.state() != MigrationState.PAUSED) {
            throw illegal(migration, "resumed", "it is not paused; start an import instead (POST …/imports)");
        }
        Run run = runs.running(id).orElseThrow();
        migration.become(run.migrationState(), clock.instant());
        migration.noteError(null);
        queue.open(id);
        return migration;
    }

    /** Gives the migration up: no job is claimed any more, and what was moved stays moved. */
    @Transactional
    public Migration cancel(UUID id) {
        Migration migration = migrations.lock(id);
        if (migration.state() == MigrationState.CANCELLED) {
            return migration;
        }
        if (!migration.state().canBecome(MigrationState.CANCELLED)) {
            throw illegal(migration, "cancelled", "there is nothing left to cancel");
        }
        migration.become(MigrationState.CANCELLED, clock.instant());
        runs.running(id).ifPresent(run -> run.end(Run.State.CANCELLED, null, clock.instant()));
        queue.drop(id);
        return migration;
    }

    private static ConflictException illegal(Migration migration, String what, String why) {
        return new ConflictException(
                "illegal-state", "The migration is %s and can not be %s: %s.".formatted(migration.state(), what, why));
    }
}
