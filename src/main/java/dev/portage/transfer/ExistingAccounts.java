package dev.portage.transfer;

import dev.portage.migration.Reason;
import dev.portage.migration.Treatment;
import dev.portage.migration.UndoRows;
import dev.portage.pacing.Turn;
import dev.portage.queue.Verdict;
import dev.portage.workos.Mapping;
import dev.portage.workos.Outcome;
import dev.portage.workos.UserChange;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whose the address or the external id is that WorkOS says is taken: ours from a call whose answer was lost,
 * or an account that was there before, which the options say how to treat.
 */
@ApplicationScoped
class ExistingAccounts {
    /** WorkOS's clock may differ from the database's, which says when we first saw the user. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final WorkOsGateway workos;
    private final UndoRows undoRows;

    ExistingAccounts(WorkOsGateway workos, UndoRows undoRows) {
        this.workos = workos;
        this.undoRows = undoRows;
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
                        && user.createdAt().isAfter(work.user().firstSeenAt().minus(CLOCKS_DIFFER))
                        && !undoRows.linked(
                                work.user().migrationId(), work.user().sub());
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
        return Treatment.ofOwn(work.options()) == Treatment.UPDATE
                ? change(work, mapping, user, mapping.profile(null), turn)
                : done(work, ImportResult.What.LINKED, user, mapping);
    }

    private Verdict<ImportResult> byEmail(ImportWork work, Mapping mapping, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> byEmail = workos.userByEmail(mapping.user().email(), turn);
        if (!(byEmail instanceof Outcome.Success<WorkOsUser>(WorkOsUser user))) {
            return Verdicts.of(byEmail, work);
        }
        String sub = work.user().sub();
        String account = "WorkOS user " + user.id() + " has the address";
        return switch (Treatment.ofSameAddress(work.user().cognito(), work.options(), user.externalId())) {
            case LINK -> link(work, mapping, user, UserChange.link(sub), turn);
            case UPDATE -> link(work, mapping, user, mapping.profile(sub), turn);
            case LEAVE -> skipped(work, Reason.EMAIL_TAKEN, account + "; existingUsers is SKIP");
            case REFUSE_OTHERS ->
                new Verdict.Done<>(
                        ImportResult.failed(work, Reason.EXTERNAL_ID_TAKEN, account + " and another external id"));
            case REFUSE_UNVERIFIED ->
                skipped(work, Reason.EMAIL_TAKEN_UNVERIFIED, account + ", which Cognito never verified for this user");
        };
    }

    /** The account has no external id yet. */
    private Verdict<ImportResult> link(ImportWork work, Mapping mapping, WorkOsUser user, UserChange change, Turn turn)
            throws InterruptedException {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        undoRows.linking(work.user().migrationId(), work.user().sub()));
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
