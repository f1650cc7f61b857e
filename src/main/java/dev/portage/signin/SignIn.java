package dev.portage.signin;

import dev.portage.migration.EndUser;
import dev.portage.migration.Password;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SignIns;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.Authentication;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsSignIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Signs users in: WorkOS is asked first, and for one who has no password there yet, Cognito. What Cognito proves is
 * carried over, so that from then on WorkOS answers alone, with one call.
 */
@ApplicationScoped
public class SignIn {
    private final WorkOsSignIn workos;
    private final CognitoFallback fallback;
    private final SealedSignIns sealed;
    private final Tries tries;
    private final FrontDoor door;
    private final SignInLog log;
    private final RateBudget budget;

    SignIn(
            WorkOsSignIn workos,
            CognitoFallback fallback,
            SealedSignIns sealed,
            Tries tries,
            FrontDoor door,
            SignInLog log,
            RateBudget budget) {
        this.workos = workos;
        this.fallback = fallback;
        this.sealed = sealed;
        this.tries = tries;
        this.door = door;
        this.log = log;
        this.budget = budget;
    }

    /** Takes somebody's e-mail address and password; blocks the caller for as long as it takes. Wipes the password. */
    public SignInAnswer signIn(Attempt attempt) throws InterruptedException {
        long began = System.nanoTime();
        Ending ending;
        try (Password _ = attempt.password()) {
            ending = guarded(attempt, turn -> ask(attempt, turn));
        }
        log.add(SignIns.Kind.SIGN_IN, attempt, ending);
        if (ending.answer() instanceof SignInAnswer.Refused) {
            door.holdBack(began);
        }
        return ending.answer();
    }

    /**
     * Takes the answer to what Cognito wants besides the password.
     *
     * @param token that {@link SignInAnswer.Challenged} came with
     * @param reply the code, the chosen factor or the new password, which is wiped
     */
    public SignInAnswer answer(String token, Reply reply, EndUser from) throws InterruptedException {
        Optional<PendingSignIn> opened = sealed.open(token);
        if (opened.isEmpty()) {
            return new SignInAnswer.ChallengeExpired();
        }
        PendingSignIn pending = opened.get();
        Attempt attempt = new Attempt(pending.email(), pending.password(), from);
        Ending ending;
        try (Password _ = pending.password();
                reply) {
            reply.require(pending.challenge());
            ending = guarded(attempt, turn -> fallback.answer(pending, reply, from, turn));
        }
        if (usesUp(ending.answer())) {
            sealed.forget(token);
        }
        log.add(SignIns.Kind.CHALLENGE, attempt, ending);
        return ending.answer();
    }

    private static boolean usesUp(SignInAnswer answer) {
        return switch (answer) {
            case SignInAnswer.WrongCode() -> false;
            case SignInAnswer.NewPasswordRefused() -> false;
            case SignInAnswer.TooMany ignored -> false;
            case SignInAnswer.Unavailable ignored -> false;
            default -> true;
        };
    }

    /** What one who may try is told. */
    private interface Asking {
        Ending ask(Turn turn) throws InterruptedException;
    }

    private Ending guarded(Attempt attempt, Asking asking) throws InterruptedException {
        Optional<Duration> wait = tries.take(door.passwordLimits(), attempt.email(), attempt.from());
        if (wait.isPresent()) {
            return Ending.of(new SignInAnswer.TooMany(wait.get()), SignInOutcome.LIMITED);
        }
        try {
            return asking.ask(budget.personal());
        } catch (BudgetExhausted e) {
            return Ending.unavailable(SignInOutcome.BUDGET_SPENT);
        }
    }

    private Ending ask(Attempt attempt, Turn turn) throws InterruptedException {
        Outcome<Authentication> asked = workos.authenticate(attempt.email(), attempt.password(), attempt.from(), turn);
        if (!(asked instanceof Outcome.Success<Authentication>(Authentication answer))) {
            return Troubles.of(asked);
        }
        return switch (answer) {
            case Authentication.SignedIn(var session) ->
                Ending.signedIn(
                        new SignInAnswer.SignedIn(session, SignInAnswer.Source.WORKOS, false, false),
                        SignInOutcome.SIGNED_IN);
            case Authentication.StepUp step -> Ending.stepUp(step);
            case Authentication.WrongPassword() -> fallback.signIn(attempt, turn);
            case Authentication.TooMany limit -> Troubles.of(limit);
        };
    }
}
