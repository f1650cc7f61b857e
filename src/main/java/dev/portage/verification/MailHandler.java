package dev.portage.verification;

import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import dev.portage.workos.PasswordResets;
import dev.portage.workos.ResetAnswer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Has one password reset sent to the address that the operator named, and to no other. As in a campaign the intent is
 * committed first: where it stands already when the job comes up, the mail may have been sent, and is not sent again.
 */
@ApplicationScoped
class MailHandler implements PhaseHandler<MailHandler.Step> {
    private final Verifications verifications;
    private final Checklist checklist;
    private final PasswordResets workos;
    private final Conductor conductor;
    private final Clock clock;

    MailHandler(
            Verifications verifications, Checklist checklist, PasswordResets workos, Conductor conductor, Clock clock) {
        this.verifications = verifications;
        this.checklist = checklist;
        this.workos = workos;
        this.conductor = conductor;
        this.clock = clock;
    }

    /**
     * What it brings.
     *
     * @param detail without the address
     * @param sent whether a mail went out that a person should now have
     */
    record Step(Work work, Status status, String detail, boolean sent) {}

    @Override
    public Phase phase() {
        return Phase.MAIL;
    }

    @Override
    public Conductor conductor() {
        return conductor;
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) throws InterruptedException {
        String email = work.verification().testEmail();
        if (email == null) {
            return done(
                    work,
                    Status.UNATTESTED,
                    "Nobody is mailed unasked: verify again with an address that you can read, of a user who is in WorkOS"
                            + " (POST …/verification, testEmail).");
        }
        if (work.verification().mailIntendedAt() != null) {
            return done(
                    work,
                    Status.UNATTESTED,
                    "Whether the mail went out is not known, and it is not sent twice: look into the mailbox, then attest"
                            + " it, or name the address in another verification.");
        }
        UUID id = work.verification().id();
        QuarkusTransaction.requiringNew().run(() -> verifications.intendMail(id, clock.instant()));
        ResetAnswer answer;
        try {
            answer = workos.request(email, turn);
        } catch (InterruptedException | BudgetExhausted e) {
            // Both come before the call.
            withdraw(id);
            throw e;
        }
        return switch (answer) {
            case ResetAnswer.Made ignored ->
                new Verdict.Done<>(new Step(
                        work,
                        Status.PASSED,
                        "WorkOS made the reset. That its mail arrives is for you to see: attest mails-arrive.",
                        true));
            case ResetAnswer.UnknownUser() ->
                done(
                        work,
                        Status.FAILED,
                        "WorkOS has no user with that address: import one first, with the audience EMAILS.");
            case ResetAnswer.Refused(String code) ->
                done(
                        work,
                        Status.FAILED,
                        "WorkOS refuses resets (%s): switch on sign-in with e-mail and password in its dashboard, under Authentication."
                                .formatted(code));
            case ResetAnswer.QuotaSpent() ->
                done(work, Status.FAILED, "The environment's mails of today are spent: verify again tomorrow.");
            case ResetAnswer.Unknown ignored ->
                done(
                        work,
                        Status.UNATTESTED,
                        "WorkOS's answer was lost, so whether the mail went out is not known: look into the mailbox.");
            case ResetAnswer.Throttled(Duration wait) ->
                withdrawn(id, new Verdict.Postpone<>(wait, "workos-throttled"));
            case ResetAnswer.NotSent ignored -> withdrawn(id, new Verdict.Retry<>("workos-unavailable"));
            case ResetAnswer.Unauthorized(String why) -> withdrawn(id, new Verdict.Halt<>(why));
        };
    }

    private static Verdict<Step> done(Work work, Status status, String detail) {
        return new Verdict.Done<>(new Step(work, status, detail, false));
    }

    private Verdict<Step> withdrawn(UUID id, Verdict<Step> verdict) {
        withdraw(id);
        return verdict;
    }

    private void withdraw(UUID id) {
        QuarkusTransaction.requiringNew().run(() -> verifications.withdrawMail(id));
    }

    @Override
    public void record(Step step) {
        UUID migration = step.work().migration().id();
        boolean named = step.work().verification().testEmail() != null;
        // A mail that somebody has seen arrive is not forgotten because this verification was to send none.
        if (named || !checklist.of(migration).containsKey(Item.PASSWORD_RESET)) {
            checklist.put(
                    migration, Item.PASSWORD_RESET, step.status(), Evidence.detail(step.detail()), clock.instant());
        }
        if (step.sent()) {
            checklist.put(
                    migration,
                    Item.MAILS_ARRIVE,
                    Status.UNATTESTED,
                    Evidence.detail(
                            "A reset was sent to the address that you named: see whether it arrived, then attest it."),
                    clock.instant());
        }
        conductor.after(step.work().verification(), Phase.MAIL);
    }

    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step(work, Status.UNATTESTED, "No mail was sent: WorkOS did not answer (" + why + ").", false);
    }
}
