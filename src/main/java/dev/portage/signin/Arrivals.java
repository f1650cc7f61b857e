package dev.portage.signin;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Counters;
import dev.portage.migration.Discovered;
import dev.portage.migration.DiscoveredUsers;
import dev.portage.migration.Membership;
import dev.portage.migration.Memberships;
import dev.portage.migration.MetadataKeys;
import dev.portage.migration.Migrations;
import dev.portage.migration.Places;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.Treatment;
import dev.portage.migration.UndoRows;
import dev.portage.migration.UserDecisions;
import dev.portage.migration.UserEvents;
import dev.portage.migration.UserState;
import dev.portage.migration.WorkOsPasswords;
import dev.portage.pacing.Turn;
import dev.portage.workos.Mapping;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsMemberships;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of users who come over by a sign-in: the same as an import writes. Of a migration that is erased while a
 * sign-in is under way nothing is written any more.
 */
@ApplicationScoped
class Arrivals {
    private final Migrations migrations;
    private final Runs runs;
    private final SourceUsers users;
    private final UserDecisions decisions;
    private final DiscoveredUsers discovered;
    private final UndoRows undoRows;
    private final MetadataKeys metadataKeys;
    private final UserEvents events;
    private final Counters counters;
    private final WorkOsPasswords passwords;
    private final Places places;
    private final Memberships memberships;
    private final WorkOsMemberships workos;
    private final Clock clock;

    Arrivals(
            Migrations migrations,
            Runs runs,
            SourceUsers users,
            UserDecisions decisions,
            DiscoveredUsers discovered,
            UndoRows undoRows,
            MetadataKeys metadataKeys,
            UserEvents events,
            Counters counters,
            WorkOsPasswords passwords,
            Places places,
            Memberships memberships,
            WorkOsMemberships workos,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.users = users;
        this.decisions = decisions;
        this.discovered = discovered;
        this.undoRows = undoRows;
        this.metadataKeys = metadataKeys;
        this.events = events;
        this.counters = counters;
        this.passwords = passwords;
        this.places = places;
        this.memberships = memberships;
        this.workos = workos;
        this.clock = clock;
    }

    /** How the user came to be in WorkOS. */
    enum How {
        CREATED(UserState.IMPORTED),
        WAS_THERE(UserState.LINKED);

        private final UserState state;

        How(UserState state) {
            this.state = state;
        }

        UserState state() {
            return state;
        }
    }

    /**
     * Adds the user's row before the user is created, so that nobody is in WorkOS of whom nothing is known here. Empty
     * where the migration has been erased: then nobody is to be created.
     */
    Optional<Mapping> expect(Origin origin, CognitoUser user) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!migrations.lockUnlessErased(origin.migrationId())) {
                return Optional.empty();
            }
            discovered.upsert(origin.migrationId(), List.of(new Discovered(user, Optional.empty())));
            Map<String, String> keys = keys(origin, user);
            metadataKeys.used(origin.migrationId(), keys);
            return Optional.of(Mapping.of(user, origin.options(), keys));
        });
    }

    private void unlessErased(UUID migrationId, Runnable write) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (migrations.lockUnlessErased(migrationId)) {
                write.run();
            }
        });
    }

    /** The user is about to get an account that has no external id yet. */
    void linking(Origin origin, String sub) {
        QuarkusTransaction.requiringNew().run(() -> undoRows.linking(origin.migrationId(), sub));
    }

    /** Whether the account of this user is known to have been there before. */
    boolean linked(UUID migrationId, String sub) {
        return undoRows.linked(migrationId, sub);
    }

    /** Those of the latest run; before the first, the user's own attributes, until a run sees the whole pool. */
    private Map<String, String> keys(Origin origin, CognitoUser user) {
        return runs.latestAttributeKeys(origin.migrationId())
                .orElseGet(() -> origin.options()
                        .attributes()
                        .keys(user.attributes().keySet().stream()
                                .filter(name -> name.contains("custom:"))
                                .sorted()
                                .limit(AttributeMapping.MAX_KEYS)
                                .toList()));
    }

    /** The user is in WorkOS, and has the password there. */
    void withPassword(Proved proved, String workosUserId, How how, Turn turn) throws InterruptedException {
        unlessErased(proved.origin().migrationId(), () -> {
            decide(proved.origin().migrationId(), proved.sub(), workosUserId, how, "password carried over at sign-in");
            passwords.found(workosUserId, WorkOsPasswords.How.CARRIED_OVER, clock.instant());
        });
        join(proved.origin(), proved.sub(), workosUserId, turn);
    }

    /** The user is in WorkOS, and has no password yet. */
    void withoutPassword(Origin origin, String sub, String workosUserId, How how, Turn turn)
            throws InterruptedException {
        unlessErased(
                origin.migrationId(),
                () -> decide(origin.migrationId(), sub, workosUserId, how, "at sign-in, without a password"));
        join(origin, sub, workosUserId, turn);
    }

    /** Joins the caller's transaction, which keeps the migration from being erased. */
    void decide(UUID migrationId, String sub, String workosUserId, How how, String detail) {
        Optional<SourceUser> row = users.find(migrationId, sub);
        boolean arrives = row.isPresent() && !row.get().state().over();
        if (arrives) {
            decisions.decide(
                    migrationId,
                    List.of(new UserDecisions.Decision(
                            sub, how.state(), null, null, workosUserId, settled(migrationId, row.get(), how))));
            counters.finished(migrationId, 1);
        }
        String what = arrives ? (how == How.CREATED ? "created" : "linked") : "completed";
        events.add(migrationId, List.of(new UserEvents.Event(sub, what, workosUserId + ": " + detail)));
    }

    /**
     * Before a run has fixed the metadata's keys for all, the next one brings this user up to them; and an account that was
     * there up to the profile in Cognito, where the options want that.
     */
    private @Nullable String settled(UUID migrationId, SourceUser row, How how) {
        boolean stays = how == How.CREATED
                || Treatment.ofOwn(migrations.get(migrationId).options()) == Treatment.LINK;
        return stays && runs.latestAttributeKeys(migrationId).isPresent() ? row.digest() : null;
    }

    /** Joins the organizations at once, so that the session is one of theirs. What fails is done by the next run. */
    private void join(Origin origin, String sub, String workosUserId, Turn turn) throws InterruptedException {
        List<Memberships.Wanted> wanted = QuarkusTransaction.requiringNew()
                .call(() -> places.of(origin.migrationId(), origin.options(), List.of(sub)))
                .getOrDefault(sub, List.of());
        for (Memberships.Wanted membership : wanted) {
            Outcome<WorkOsMemberships.Granted> joined =
                    workos.create(workosUserId, membership.organizationId(), membership.roleSlugs(), turn);
            switch (joined) {
                case Outcome.Success<WorkOsMemberships.Granted>(WorkOsMemberships.Granted granted) ->
                    assigned(origin.migrationId(), membership, granted.id(), true);
                case Outcome.Conflict<WorkOsMemberships.Granted> ignored ->
                    assigned(origin.migrationId(), membership, null, false);
                default -> {
                    // Not in the rows, so that the next run adds and queues it.
                }
            }
        }
    }

    private void assigned(UUID migrationId, Memberships.Wanted membership, @Nullable String id, boolean ours) {
        unlessErased(migrationId, () -> {
            memberships.want(migrationId, List.of(membership));
            memberships.decide(
                    migrationId,
                    List.of(new Memberships.Decision(
                            membership.sub(),
                            membership.organizationId(),
                            Membership.State.ASSIGNED,
                            null,
                            null,
                            id,
                            ours)));
        });
    }
}
