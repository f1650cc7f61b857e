package dev.portage.signin;

import dev.portage.cognito.UserPools;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Eligibility;
import dev.portage.migration.Options;
import dev.portage.migration.Reason;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserState;
import dev.portage.pacing.Turn;
import dev.portage.workos.Mapping;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsSignIn;
import dev.portage.workos.WorkOsUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a password over that Cognito has proved: creates the user with it by the mapping of an import, or completes one
 * who is in WorkOS without a password, and signs in there.
 *
 * <p>Each call may be the last that this replica makes. Whatever was done by then is found at the next attempt: WorkOS
 * signs the user in, or refuses as before, and the external id says which user it is.
 */
@ApplicationScoped
class CarryOver {
    private final OneAtATime oneAtATime;
    private final KnownPasswords known;
    private final SourceUsers users;
    private final PoolLookup lookup;
    private final WorkOsSignIn workos;
    private final Arrivals arrivals;
    private final Accounts accounts;
    private final LastStep lastStep;

    CarryOver(
            OneAtATime oneAtATime,
            KnownPasswords known,
            SourceUsers users,
            PoolLookup lookup,
            WorkOsSignIn workos,
            Arrivals arrivals,
            Accounts accounts,
            LastStep lastStep) {
        this.oneAtATime = oneAtATime;
        this.known = known;
        this.users = users;
        this.lookup = lookup;
        this.workos = workos;
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.lastStep = lastStep;
    }

    Ending carry(Proved proved, Turn turn) throws InterruptedException {
        oneAtATime.begin(proved.sub());
        try {
            Optional<Ending> behind = known.catchUp();
            Ending ending = behind.isPresent() ? behind.get() : carried(proved, turn);
            return ending.about(proved.origin().migrationId(), proved.sub(), null);
        } finally {
            oneAtATime.end(proved.sub());
        }
    }

    private Ending carried(Proved proved, Turn turn) throws InterruptedException {
        Optional<SourceUser> row = users.find(proved.origin().migrationId(), proved.sub());
        if (row.isPresent() && row.get().state().over()) {
            return complete(proved, row.get(), turn);
        }
        return row.isPresent() && row.get().plannedReason() == Reason.DUPLICATE_EMAIL
                ? notCarried(Reason.DUPLICATE_EMAIL, row.get().mergedInto())
                : bring(proved, turn);
    }

    /** The user went over before, without a password. */
    private Ending complete(Proved proved, SourceUser row, Turn turn) throws InterruptedException {
        String id = Objects.requireNonNull(row.workosUserId());
        if (known.has(id)) {
            return lastStep.withWhatIsThere(proved, row.cognito().email().orElse(proved.email()), turn);
        }
        if (row.state() == UserState.LINKED) {
            Accounts.Account account = accounts.linked(row.cognito(), turn);
            if (!(account instanceof Accounts.Account.There)) {
                return refusal(account);
            }
        }
        return set(proved, id, null, Arrivals.How.WAS_THERE, turn);
    }

    /** Sets the password of a user who is in WorkOS. */
    private Ending set(Proved proved, String id, @Nullable String externalId, Arrivals.How how, Turn turn)
            throws InterruptedException {
        Outcome<WorkOsUser> changed = workos.setPassword(id, proved.password(), externalId, turn);
        return switch (changed) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) -> {
                arrivals.withPassword(proved, user.id(), how, turn);
                yield lastStep.signIn(proved, user.email(), turn);
            }
            case Outcome.NotFound<WorkOsUser> ignored ->
                Ending.refused(SignInOutcome.NOT_CARRIED_OVER).because("deleted in WorkOS since: " + id);
            default -> {
                if (!WorkOsSignIn.passwordRefused(changed)) {
                    yield Troubles.of(changed);
                }
                yield tooWeak(false);
            }
        };
    }

    private static Ending tooWeak(boolean created) {
        return Ending.of(new SignInAnswer.ResetNeeded(created), SignInOutcome.PASSWORD_TOO_WEAK);
    }

    private static Ending notCarried(Reason reason, @Nullable String detail) {
        return Ending.refused(SignInOutcome.NOT_CARRIED_OVER)
                .because(detail == null ? reason.slug() : reason.slug() + ": " + detail);
    }

    /** The user is not known to be in WorkOS. */
    private Ending bring(Proved proved, Turn turn) throws InterruptedException {
        PoolLookup.Found found = lookup.find(proved.origin().pool(), UserPools.Attribute.SUB, proved.sub(), turn);
        return switch (found) {
            case PoolLookup.Found.Failed(SignInOutcome outcome, String why) ->
                Ending.unavailable(outcome).because(why);
            case PoolLookup.Found.Users(var listed)
            when listed.isEmpty() ->
                Ending.unavailable(SignInOutcome.COGNITO_UNAVAILABLE)
                        .because("Cognito does not list the user yet, who signed in just now");
            case PoolLookup.Found.Users(var listed) -> bring(proved, listed.getFirst(), turn);
        };
    }

    private Ending bring(Proved proved, CognitoUser user, Turn turn) throws InterruptedException {
        Options options = proved.origin().options();
        Optional<Reason> reason = Eligibility.reasonToSkip(user, options);
        if (reason.isPresent()) {
            return notCarried(reason.get(), null);
        }
        Optional<Mapping> expected = arrivals.expect(proved.origin(), user);
        if (expected.isEmpty()) {
            return Ending.refused(SignInOutcome.NO_FALLBACK).because("the migration has been erased meanwhile");
        }
        Mapping mapping = expected.get();
        Outcome<WorkOsUser> created = workos.createUser(mapping.user(), proved.password(), turn);
        return switch (created) {
            case Outcome.Success<WorkOsUser>(WorkOsUser inWorkOs) -> {
                arrivals.withPassword(proved, inWorkOs.id(), Arrivals.How.CREATED, turn);
                yield lastStep.signIn(proved, inWorkOs.email(), turn);
            }
            case Outcome.Conflict<WorkOsUser> ignored -> take(proved, user, mapping, turn);
            case Outcome.Unreadable<WorkOsUser> ignored -> take(proved, user, mapping, turn);
            default -> {
                if (!WorkOsSignIn.passwordRefused(created)) {
                    yield Troubles.of(created);
                }
                Accounts.Account account = accounts.create(proved.origin(), user, mapping, turn);
                yield account instanceof Accounts.Account.There(WorkOsUser there, Arrivals.How how)
                        ? tooWeak(proved, there, how, turn)
                        : refusal(account);
            }
        };
    }

    private Ending tooWeak(Proved proved, WorkOsUser there, Arrivals.How how, Turn turn) throws InterruptedException {
        arrivals.withoutPassword(proved.origin(), proved.sub(), there.id(), how, turn);
        return tooWeak(true);
    }

    /** WorkOS has the address or the external id. */
    private Ending take(Proved proved, CognitoUser user, Mapping mapping, Turn turn) throws InterruptedException {
        Accounts.Account account = accounts.find(proved.origin(), user, mapping, turn);
        if (!(account instanceof Accounts.Account.There(WorkOsUser there, Arrivals.How how))) {
            return refusal(account);
        }
        if (known.has(there.id())) {
            return lastStep.withWhatIsThere(proved, there.email(), turn);
        }
        if (there.externalId() != null) {
            return set(proved, there.id(), null, how, turn);
        }
        arrivals.linking(proved.origin(), proved.sub());
        return set(proved, there.id(), proved.sub(), how, turn);
    }

    private static Ending refusal(Accounts.Account account) {
        return switch (account) {
            case Accounts.Account.NotOurs(Reason reason, String why) -> notCarried(reason, why);
            case Accounts.Account.Failed(Ending ending) -> ending;
            case Accounts.Account.There ignored -> throw new IllegalArgumentException("an account is for the caller");
        };
    }
}
