package dev.portage.signin;

import dev.portage.migration.CognitoUser;
import dev.portage.migration.Options;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UndoRows;
import dev.portage.pacing.Turn;
import dev.portage.workos.Mapping;
import dev.portage.workos.Outcome;
import dev.portage.workos.UserChange;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Finds out whose an account in WorkOS is that has the user's external id or address, by the rules of an import: ours
 * from an earlier call, or one that was there before. That is given only to whom Cognito vouches for.
 */
@ApplicationScoped
class Accounts {
    /** WorkOS's clock may differ from the database's, which says when we first saw the user. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final WorkOsGateway workos;
    private final SourceUsers users;
    private final UndoRows undoRows;

    Accounts(WorkOsGateway workos, SourceUsers users, UndoRows undoRows) {
        this.workos = workos;
        this.users = users;
        this.undoRows = undoRows;
    }

    /** What was found. */
    sealed interface Account {
        record There(WorkOsUser user, Arrivals.How how) implements Account {}

        /**
         * The account is somebody else's, as far as can be known.
         *
         * @param why names the account, for operators
         */
        record NotOurs(Reason reason, String why) implements Account {}

        record Failed(Ending ending) implements Account {}
    }

    /**
     * Creates the user without a password, or finds who is there. An account without an external id gets the user's, so
     * that later imports, a reconciliation and an undo know it.
     */
    Account create(Origin origin, CognitoUser user, Mapping mapping, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> created = workos.createUser(mapping.user(), turn);
        return switch (created) {
            case Outcome.Success<WorkOsUser>(WorkOsUser there) -> new Account.There(there, Arrivals.How.CREATED);
            case Outcome.Conflict<WorkOsUser> ignored -> named(origin, user, find(origin, user, mapping, turn), turn);
            case Outcome.Unreadable<WorkOsUser> ignored -> named(origin, user, find(origin, user, mapping, turn), turn);
            default -> new Account.Failed(Troubles.of(created));
        };
    }

    private Account named(Origin origin, CognitoUser user, Account found, Turn turn) throws InterruptedException {
        if (!(found instanceof Account.There(WorkOsUser there, Arrivals.How how)) || there.externalId() != null) {
            return found;
        }
        QuarkusTransaction.requiringNew().run(() -> undoRows.linking(origin.migrationId(), user.sub()));
        Outcome<WorkOsUser> changed = workos.updateUser(there.id(), UserChange.link(user.sub()), turn);
        return changed instanceof Outcome.Success<WorkOsUser> || changed instanceof Outcome.Unreadable<WorkOsUser>
                ? found
                : new Account.Failed(Troubles.of(changed));
    }

    /** Finds the account, by the external id before the address. */
    Account find(Origin origin, CognitoUser user, Mapping mapping, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> byExternalId = workos.userByExternalId(user.sub(), turn);
        return switch (byExternalId) {
            case Outcome.Success<WorkOsUser>(WorkOsUser there) -> byExternalId(origin, user, there);
            case Outcome.NotFound<WorkOsUser> ignored -> byEmail(origin, user, mapping, turn);
            default -> new Account.Failed(Troubles.of(byExternalId));
        };
    }

    private Account byExternalId(Origin origin, CognitoUser user, WorkOsUser there) {
        boolean ours = users.find(origin.migrationId(), user.sub())
                        .map(SourceUser::firstSeenAt)
                        .filter(seen -> there.createdAt().isAfter(seen.minus(CLOCKS_DIFFER)))
                        .isPresent()
                && !undoRows.linked(origin.migrationId(), user.sub());
        if (ours) {
            return new Account.There(there, Arrivals.How.CREATED);
        }
        return vouched(user, there);
    }

    /** An account that we did not create. */
    private static Account vouched(CognitoUser user, WorkOsUser there) {
        if (!user.emailVerified()) {
            return new Account.NotOurs(Reason.EMAIL_TAKEN_UNVERIFIED, there.id());
        }
        // It may have a password of its own, from before what WorkOS's events still tell of.
        return there.lastSignInAt() == null
                ? new Account.There(there, Arrivals.How.WAS_THERE)
                : new Account.NotOurs(Reason.EMAIL_TAKEN, there.id() + " is in use already");
    }

    /** The account of a user who was linked to it. */
    Account linked(CognitoUser user, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> byExternalId = workos.userByExternalId(user.sub(), turn);
        return byExternalId instanceof Outcome.Success<WorkOsUser>(WorkOsUser there)
                ? vouched(user, there)
                : new Account.Failed(Troubles.of(byExternalId));
    }

    private Account byEmail(Origin origin, CognitoUser user, Mapping mapping, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> byEmail = workos.userByEmail(mapping.user().email(), turn);
        if (!(byEmail instanceof Outcome.Success<WorkOsUser>(WorkOsUser there))) {
            return new Account.Failed(Troubles.of(byEmail));
        }
        if (there.externalId() != null) {
            return new Account.NotOurs(Reason.EXTERNAL_ID_TAKEN, there.id());
        }
        if (origin.options().existingUsers() == Options.ExistingUsers.SKIP) {
            return new Account.NotOurs(Reason.EMAIL_TAKEN, there.id() + "; existingUsers is SKIP");
        }
        return vouched(user, there);
    }
}
