package dev.portage.signin;

import dev.portage.cognito.CognitoChallenge;
import dev.portage.workos.Authentication;
import dev.portage.workos.Session;
import java.time.Duration;

/** What the sign-in page is told. */
public sealed interface SignInAnswer {

    /** Who took the password. */
    enum Source {
        WORKOS,
        COGNITO
    }

    /**
     * The user is in.
     *
     * @param migrated whether the password went over with this very sign-in
     * @param enrollMfa whether the user had a second factor in Cognito, which WorkOS does not know yet
     */
    record SignedIn(Session session, Source source, boolean migrated, boolean enrollMfa) implements SignInAnswer {}

    /** WorkOS wants something more; its pending token goes with the next step, which is taken with WorkOS. */
    record StepUp(Authentication.StepUp step, Source source, boolean migrated, boolean enrollMfa)
            implements SignInAnswer {}

    /** Cognito wants something more; the token goes with the answer to it, which comes here. */
    record Challenged(CognitoChallenge challenge, String pendingToken) implements SignInAnswer {}

    /** Only a new password helps; a reset mail brings it about. */
    record ResetNeeded(boolean migrated) implements SignInAnswer {}

    /** Not let in: one answer for a wrong password and for unknown, disabled and locked users. */
    record Refused() implements SignInAnswer {}

    /** A challenge was answered with a wrong code; another may be tried. */
    record WrongCode() implements SignInAnswer {}

    /** A challenge was answered too late, or twice: the sign-in begins anew. */
    record ChallengeExpired() implements SignInAnswer {}

    /** Cognito's policy refuses the new password; another may be tried. */
    record NewPasswordRefused() implements SignInAnswer {}

    /** Too many attempts. */
    record TooMany(Duration retryAfter) implements SignInAnswer {}

    /** Who would have to be asked can't be asked at the moment. */
    record Unavailable(Duration retryAfter) implements SignInAnswer {}
}
