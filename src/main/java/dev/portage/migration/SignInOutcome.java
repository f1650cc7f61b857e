package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a sign-in, or what belongs to one, ended; for operators and metrics. Callers rely on the slugs. */
public enum SignInOutcome {
    /** WorkOS signed the user in. */
    SIGNED_IN,
    /** Cognito proved the password; it was carried over, and WorkOS signed the user in. */
    CARRIED_OVER,
    /** WorkOS wants something more than the password. */
    STEP_UP,
    /** Cognito took the password and wants a second factor. */
    SECOND_FACTOR_OWED,
    /** A temporary password was right; Cognito wants one of the user's own. */
    NEW_PASSWORD_OWED,
    /** Cognito proved the password; WorkOS's policy refuses it. The user is there, and needs a new one. */
    PASSWORD_TOO_WEAK,
    /** The pool wants a second factor that the user never set up: a reset mail is the way. */
    FACTOR_TO_SET_UP,
    /** The temporary password has expired: a reset mail is the way. */
    TEMPORARY_PASSWORD_EXPIRED,
    /** The pool signs this user in by a custom challenge: a reset mail is the way. */
    CUSTOM_SIGN_IN,
    /** The user never confirmed the account in Cognito: a reset mail is the way. */
    NOT_CONFIRMED,
    /** Cognito wants the user to set a new password: a reset mail is the way. */
    RESET_REQUIRED,
    /** The user has a password in WorkOS, and this is not it. Cognito is not asked any more. */
    WRONG_PASSWORD_IN_WORKOS,
    /** Neither WorkOS nor Cognito took the password. */
    WRONG_PASSWORD,
    /** Disabled in Cognito. */
    DISABLED,
    /** Cognito takes no attempts for a while, after too many wrong ones. */
    LOCKED,
    /** Cognito says that it has no such user. */
    UNKNOWN_USER,
    /** Cognito wants something that proves no password; the detail names it. */
    NOT_PROVEN,
    /** A Lambda trigger of the pool refused. */
    TRIGGER_REFUSED,
    /** The password was right, but the options or WorkOS's accounts keep the user from going over: see the detail. */
    NOT_CARRIED_OVER,
    /** WorkOS refused, and there is nobody else to ask: no app client is set, or there is no live migration. */
    NO_FALLBACK,
    /** The code of a second factor was wrong. */
    WRONG_CODE,
    /** A challenge was answered too late, or twice. */
    CHALLENGE_EXPIRED,
    /** Cognito's policy refused the user's new password. */
    NEW_PASSWORD_REFUSED,
    /** There were too many attempts for this e-mail address, or from this client. */
    LIMITED,
    /** WorkOS's own limit for this e-mail address. */
    WORKOS_LIMITED,
    WORKOS_UNAVAILABLE,
    /** WorkOS refused the API key, or what was sent. */
    WORKOS_REFUSED,
    /** The shared budget had no call left. */
    BUDGET_SPENT,
    COGNITO_UNAVAILABLE,
    COGNITO_THROTTLED,
    /** The app client, its secret, its flow, or the AWS credentials are not right. */
    COGNITO_MISCONFIGURED,
    /** The pool's web application firewall blocks this service. */
    COGNITO_BLOCKED,
    /** A Lambda trigger of the pool failed. */
    TRIGGER_FAILED,
    /** WorkOS was asked to send a password reset. */
    RESET_SENT,
    /** The same, to a user who was created for it. */
    RESET_SENT_TO_NEW_USER,
    /** No reset was sent: see the detail. */
    RESET_NOT_SENT;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
