package dev.portage.transfer;

import dev.portage.migration.Options;
import dev.portage.migration.Reason;
import dev.portage.pacing.Turn;
import dev.portage.queue.Verdict;
import dev.portage.workos.Mapping;
import dev.portage.workos.Outcome;
import dev.portage.workos.UserChange;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out whose the address or the external id is that WorkOS says is taken: ours from a call whose answer was lost,
 * or an account that was there before, which the options say how to treat.
 */
@ApplicationScoped
class ExistingAccounts {
    /** WorkOS's clock may differ from the database's, which says when we first saw the user. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final WorkOsGateway workos;

    ExistingAccounts(WorkOsGateway workos) {
        this.workos = workos;
    }

    /** @param mayBeOurs whether an earlier call of ours may have created the user */
    Verdict<ImportResult> resolve(ImportWork work, Mapping mapping, boolean mayBeOurs, Turn turn)
            throws InterruptedException {
        Optional<Verdict<ImportResult>> known = byExternalId(work, mapping, mayBeOurs, turn);
        return known.isPresent() ? known.get() : byEmail(work, mapping, turn);
    }

    /**
     * Looks whether WorkOS knows the user's external id; empty where it does not.
     *
     * @param mayBeOurs whether an earlier call of ours may have created the user
     */
    Optional<Verdict<ImportResult>> byExternalId(ImportWork work, Mapping mapping, boolean mayBeOurs, Turn turn)
            throws InterruptedException {
        Outcome<WorkOsUser> byExternalId = workos.userByExternalId(work.user().sub(), turn);
        return switch (byExternalId) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) -> {
                boolean ours = mayBeOurs
                        && user.createdAt().isAfter(work.user().firstSeenAt().minus(CLOCKS_DIFFER));
                yield Optional.of(
                        ours
                                ? done(work, ImportResult.What.CREATED, user, mapping)
                                : alreadyLinked(work, mapping, user, turn));
            }
            case Outcome.NotFound<WorkOsUser> ignored -> Optional.empty();
            default -> Optional.of(Verdicts.of(byExternalId, work));
        };
    }

    private Verdict<ImportResult> alreadyLinked(ImportWork work, Mapping mapping, WorkOsUser user, Turn turn)
            throws InterruptedException {
        return work.options().existingUsers() == Options.ExistingUsers.UPDATE
                ? change(work, mapping, user, mapping.profile(null), turn)
                : done(work, ImportResult.What.LINKED, user, mapping);
    }

    private Verdict<ImportResult> byEmail(ImportWork work, Mapping mapping, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> byEmail = workos.userByEmail(mapping.user().email(), turn);
        if (!(byEmail instanceof Outcome.Success<WorkOsUser>(WorkOsUser user))) {
            return Verdicts.of(byEmail, work);
        }
        if (work.options().existingUsers() == Options.ExistingUsers.SKIP) {
            return skipped(
                    work, Reason.EMAIL_TAKEN, "WorkOS user " + user.id() + " has the address; existingUsers is SKIP");
        }
        if (user.externalId() != null
                && !Objects.equals(user.externalId(), work.user().sub())) {
            return new Verdict.Done<>(ImportResult.failed(
                    work,
                    Reason.EXTERNAL_ID_TAKEN,
                    "WorkOS user " + user.id() + " has the address and another external id"));
        }
        // Whatever the options say of verified addresses: an account is only given to whom Cognito vouches for.
        if (!work.user().cognito().emailVerified()) {
            return skipped(
                    work,
                    Reason.EMAIL_TAKEN_UNVERIFIED,
                    "WorkOS user " + user.id() + " has the address, which Cognito never verified for this user");
        }
        UserChange change = work.options().existingUsers() == Options.ExistingUsers.UPDATE
                ? mapping.profile(work.user().sub())
                : UserChange.link(work.user().sub());
        return change(work, mapping, user, change, turn);
    }

    private Verdict<ImportResult> change(
            ImportWork work, Mapping mapping, WorkOsUser user, UserChange change, Turn turn)
            throws InterruptedException {
        Outcome<WorkOsUser> changed = workos.updateUser(user.id(), change, turn);
        return changed instanceof Outcome.Success<WorkOsUser> || changed instanceof Outcome.Unreadable<WorkOsUser>
                ? done(work, ImportResult.What.LINKED, user, mapping)
                : Verdicts.of(changed, work);
    }

    private static Verdict<ImportResult> done(
            ImportWork work, ImportResult.What what, WorkOsUser user, Mapping mapping) {
        return new Verdict.Done<>(ImportResult.gone(work, what, user.id(), mapping.leftOut()));
    }

    private static Verdict<ImportResult> skipped(ImportWork work, Reason reason, String detail) {
        return new Verdict.Done<>(ImportResult.skipped(work, reason, detail));
    }
}
