package dev.portage.transfer;

import dev.portage.discovery.Discovery;
import dev.portage.migration.Audience;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Memberships;
import dev.portage.migration.MetadataKeys;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Reason;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserDecisions;
import dev.portage.migration.UserEvents;
import dev.portage.migration.UserState;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts runs, and tries failed users again. */
@ApplicationScoped
public class Imports {
    private static final int REOPENED_AT_A_TIME = 10_000;

    private final Migrations migrations;
    private final Runs runs;
    private final SourceUsers users;
    private final UserDecisions decisions;
    private final Memberships memberships;
    private final MetadataKeys metadataKeys;
    private final UserEvents events;
    private final Discovery discovery;
    private final Queue queue;

    Imports(
            Migrations migrations,
            Runs runs,
            SourceUsers users,
            UserDecisions decisions,
            Memberships memberships,
            MetadataKeys metadataKeys,
            UserEvents events,
            Discovery discovery,
            Queue queue) {
        this.migrations = migrations;
        this.runs = runs;
        this.users = users;
        this.decisions = decisions;
        this.memberships = memberships;
        this.metadataKeys = metadataKeys;
        this.events = events;
        this.discovery = discovery;
        this.queue = queue;
    }

    /** A run, and whether the call has started it. */
    public record Started(Run run, boolean isNew) {}

    /** Starts a run, or answers the one that is under way. */
    @Transactional
    public Started start(UUID migrationId, Audience audience) {
        Migration migration = lockUsable(migrationId);
        Optional<Run> running = discovery.running(migration);
        if (running.isPresent()) {
            return new Started(running.get(), false);
        }
        discovery.requireSource(migration);
        Run run = discovery.begin(migration, Run.Purpose.IMPORT, audience, Run.Phase.DISCOVERING);
        if (Targets.of(migration.options()).isEmpty()) {
            discovery.read(migration, run);
        } else {
            queue.enqueue(migrationId, Kinds.TARGETS, run.id().toString());
        }
        return new Started(run, true);
    }

    /** Tries every failed user again, or those who failed for this reason, and every failed membership; how many. */
    @Transactional
    public int retry(UUID migrationId, @Nullable Reason reason) {
        Migration migration = lockUsable(migrationId);
        List<String> subs = new ArrayList<>();
        List<String> some;
        do {
            some = decisions.reopenFailed(migrationId, reason, REOPENED_AT_A_TIME);
            subs.addAll(some);
        } while (some.size() == REOPENED_AT_A_TIME);
        List<String> keys = reason == null ? memberships.reopenFailed(migrationId, null) : List.of();
        tryAgain(migration, subs, keys);
        return subs.size() + keys.size();
    }

    /** Tries one user again at once. */
    @Transactional
    public void retry(UUID migrationId, String sub) {
        Migration migration = lockUsable(migrationId);
        SourceUser user = users.get(migrationId, sub);
        List<String> subs = decisions.reopen(migrationId, sub) ? List.of(sub) : List.of();
        List<String> keys = memberships.reopenFailed(migrationId, sub);
        if (subs.isEmpty() && keys.isEmpty()) {
            if (user.state() == UserState.PENDING && migration.state().running()) {
                queue.hurry(migrationId, Kinds.IMPORT, List.of(sub));
                return;
            }
            throw new ConflictException(
                    "nothing-to-retry",
                    "The user is %s: only a failed user, one that WorkOS had already, or one that waits in a running import can be tried again."
                            .formatted(user.state()));
        }
        tryAgain(migration, subs, keys);
    }

    /** Sends a user whom this migration has created once more, although nothing has changed in Cognito. */
    @Transactional
    public void sendAgain(UUID migrationId, String sub) {
        Migration migration = lockUsable(migrationId);
        SourceUser user = users.get(migrationId, sub);
        if (user.state() != UserState.IMPORTED) {
            retry(migrationId, sub);
            return;
        }
        if (!decisions.sendAgain(migrationId, sub)) {
            throw new ConflictException(
                    "nothing-to-retry",
                    "The user is in WorkOS, and the options leave it out by now: change them, then try it again.");
        }
        tryAgain(migration, List.of(sub), memberships.reopenFailed(migrationId, sub));
    }

    private void tryAgain(Migration migration, List<String> subs, List<String> membershipKeys) {
        if (subs.isEmpty() && membershipKeys.isEmpty()) {
            return;
        }
        events.add(
                migration.id(),
                subs.stream()
                        .map(sub -> new UserEvents.Event(sub, "retry-requested", null))
                        .toList());
        if (discovery.running(migration).isEmpty()) {
            Run run = discovery.begin(migration, Run.Purpose.IMPORT, new Audience.Retry(), Run.Phase.SENDING);
            runs.latestAttributeKeys(migration.id()).ifPresent(keys -> {
                run.mapAttributes(keys);
                metadataKeys.used(migration.id(), keys);
            });
        }
        queueAgain(migration.id(), Kinds.IMPORT, subs);
        queueAgain(migration.id(), Kinds.MEMBERSHIP, membershipKeys);
    }

    private void queueAgain(UUID lane, JobKind kind, List<String> subjects) {
        queue.enqueue(lane, kind, subjects, null);
        queue.hurry(lane, kind, subjects);
    }

    /** Reads the source anew, and brings the metadata of those who have gone over up to date. */
    @Transactional
    public Run refreshAttributes(UUID migrationId) {
        Migration migration = lockUsable(migrationId);
        if (discovery.running(migration).isPresent()) {
            throw new ConflictException(
                    "migration-running",
                    "The migration is %s: wait until that is done, or cancel it.".formatted(migration.state()));
        }
        discovery.requireSource(migration);
        Run run = discovery.begin(migration, Run.Purpose.ATTRIBUTES, new Audience.All(), Run.Phase.DISCOVERING);
        discovery.read(migration, run);
        return run;
    }

    private void requireNoOtherRun(Migration migration) {
        runs.running(migration.id()).map(Run::purpose).ifPresent(purpose -> {
            switch (purpose) {
                case IMPORT, PLAN -> {}
                case ASSESSMENT -> throw busy(migration, "is being assessed");
                case ATTRIBUTES -> throw busy(migration, "has its users' attributes refreshed");
                case UNDO -> throw busy(migration, "is being undone");
            }
        });
    }

    private static ConflictException busy(Migration migration, String how) {
        return new ConflictException(
                "migration-running",
                "The migration %s (%s): wait until that is done.".formatted(how, migration.state()));
    }

    private Migration lockUsable(UUID migrationId) {
        Migration migration = migrations.lock(migrationId);
        migration.requireNotErased();
        requireNoOtherRun(migration);
        return switch (migration.state()) {
            case CREATED, ASSESSING, DISCOVERING, IMPORTING, PAUSED, COMPLETED, FAILED -> migration;
            case UNDOING ->
                throw new ConflictException(
                        "migration-running",
                        "The migration is %s: wait until that is done, or cancel it.".formatted(migration.state()));
            case CANCELLED, UNDONE ->
                throw new ConflictException(
                        "migration-ended",
                        "The migration is %s: create another one for this source.".formatted(migration.state()));
        };
    }
}
