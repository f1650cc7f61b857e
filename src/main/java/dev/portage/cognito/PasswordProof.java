package dev.portage.cognito;

/**
 * What Cognito makes of a user name and a password: every answer that it can give, by what it proves. Texts are for
 * operators and hold nothing of the user.
 */
public sealed interface PasswordProof {

    /** The password is right, and nothing more is owed. */
    record Proven(String sub) implements PasswordProof {}

    /** The password is right, and something more is owed: never a full sign-in. */
    record Owed(CognitoChallenge challenge) implements PasswordProof {}

    /** The password is right, and the pool wants a second factor that the user has not set up. */
    record FactorToSetUp() implements PasswordProof {}

    /** A temporary password was right once; it has expired. */
    record TemporaryPasswordExpired() implements PasswordProof {}

    /** A sign-in of the pool's own making (CUSTOM_CHALLENGE), which proves no password. */
    record CustomSignIn() implements PasswordProof {}

    /** The user has never confirmed the account; no password is proven. */
    record NotConfirmed() implements PasswordProof {}

    /** An administrator wants the user to set a new password; none is proven. */
    record ResetRequired() implements PasswordProof {}

    /** Wrong, or, where the pool hides it, no such user. */
    record Wrong() implements PasswordProof {}

    record Disabled() implements PasswordProof {}

    /** There were too many attempts: not even the right password is taken at the moment. */
    record Locked() implements PasswordProof {}

    record UnknownUser() implements PasswordProof {}

    /** Another challenge, which proves nothing. */
    record NotProven(String challenge) implements PasswordProof {}

    /** A code for a second factor is not the right one; another may be tried. */
    record WrongCode() implements PasswordProof {}

    /** What was owed took too long, or was answered already: the sign-in begins anew. */
    record Expired() implements PasswordProof {}

    /** A new password does not meet the pool's policy; another may be tried. */
    record NewPasswordRefused() implements PasswordProof {}

    /** A Lambda trigger of the pool refuses this sign-in. */
    record TriggerRefused() implements PasswordProof {}

    /** A Lambda trigger of the pool failed. */
    record TriggerFailed(String problem) implements PasswordProof {}

    /** The pool's web application firewall blocks this service. */
    record Blocked(String remedy) implements PasswordProof {}

    /** Cognito wants fewer requests. */
    record Throttled() implements PasswordProof {}

    /** Nobody can be asked for until somebody changes a setting, here or there. */
    record Misconfigured(String remedy) implements PasswordProof {}

    /** Cognito failed or can't be reached. */
    record Unavailable(String problem) implements PasswordProof {}
}
