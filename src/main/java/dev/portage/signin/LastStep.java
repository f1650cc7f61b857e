package dev.portage.signin;

import dev.portage.migration.SignInOutcome;
import dev.portage.pacing.Turn;
import dev.portage.workos.Authentication;
import dev.portage.workos.Outcome;
import dev.portage.workos.Session;
import dev.portage.workos.WorkOsSignIn;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs in to WorkOS whom Cognito has proved. */
@ApplicationScoped
class LastStep {
    private final WorkOsSignIn workos;

    LastStep(WorkOsSignIn workos) {
        this.workos = workos;
    }

    /** With the password that was carried over just now. */
    Ending signIn(Proved proved, String email, Turn turn) throws InterruptedException {
        return signIn(proved, email, SignInAnswer.Source.COGNITO, turn);
    }

    /**
     * With the password that WorkOS has, whichever it is: another sign-in of the same user has set it a moment ago, or
     * the user has another one there by now, and then this one is wrong.
     */
    Ending withWhatIsThere(Proved proved, String email, Turn turn) throws InterruptedException {
        return signIn(proved, email, SignInAnswer.Source.WORKOS, turn);
    }

    private Ending signIn(Proved proved, String email, SignInAnswer.Source source, Turn turn)
            throws InterruptedException {
        boolean migrated = source == SignInAnswer.Source.COGNITO;
        Outcome<Authentication> asked = workos.authenticate(email, proved.password(), proved.from(), turn);
        if (!(asked instanceof Outcome.Success<Authentication>(Authentication answer))) {
            return Troubles.of(asked);
        }
        return switch (answer) {
            case Authentication.SignedIn(Session session) ->
                Ending.signedIn(
                        new SignInAnswer.SignedIn(session, source, migrated, proved.secondFactor()),
                        migrated ? SignInOutcome.CARRIED_OVER : SignInOutcome.SIGNED_IN);
            case Authentication.StepUp step ->
                Ending.of(
                                new SignInAnswer.StepUp(step, source, migrated, proved.secondFactor()),
                                migrated ? SignInOutcome.CARRIED_OVER : SignInOutcome.STEP_UP)
                        .because(step.code());
            case Authentication.WrongPassword() -> Ending.refused(SignInOutcome.WRONG_PASSWORD_IN_WORKOS);
            case Authentication.TooMany limit -> Troubles.of(limit);
        };
    }
}
