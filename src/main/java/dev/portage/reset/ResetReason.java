package dev.portage.reset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why no mail went out, or why that is not known. Callers rely on the slugs; the remedy says what to do. */
public enum ResetReason {
    PASSWORD_SIGN_IN_OFF(
            "password-sign-in-off",
            "Sign-in by e-mail and password is switched off in the WorkOS environment: switch it on in the dashboard"
                    + " under Authentication, resume the campaign and retry this reset"),
    RESET_NOT_ALLOWED(
            "reset-not-allowed",
            "WorkOS allows this user no password reset, as where the organization demands SSO: let the user sign in"
                    + " through the organization's identity provider"),
    UNKNOWN_USER(
            "unknown-user",
            "No WorkOS user has this address any more: diagnose this user (GET /diagnosis), import the user again, and retry"),
    MAIL_REFUSED("mail-refused", "WorkOS would not send the mail"),
    NOT_MIGRATED("not-migrated", "The user is not in WorkOS any more as far as is known here: import the user again"),
    GONE("gone", "The user pool has no such user any more"),
    DISABLED_SINCE("disabled-since", "The user has been disabled in Cognito since the move"),
    CALLBACK_UNREACHABLE(
            "callback-unreachable",
            "The endpoint of PORTAGE_RESET_CALLBACK_URL could not be reached: mend it, and retry"),
    CALLBACK_REFUSED(
            "callback-refused", "The endpoint of PORTAGE_RESET_CALLBACK_URL refused the reset: mend it, and retry"),
    CALLBACK_WITHOUT_LINK(
            "callback-without-link",
            "WorkOS made the reset, but its answer could not be read, so there was no link to hand over: retry"),
    WORKOS_UNAVAILABLE("workos-unavailable", "WorkOS could not be reached as often as is tried: retry"),
    ANSWER_LOST(
            "answer-lost",
            "The answer was lost, so a mail may have gone out: ask the user, or retry at the risk of a second mail"),
    CANCELLED("cancelled", "The campaign was cancelled before this mail's turn came"),
    INTERNAL_ERROR("internal-error", "A fault of this service: its log says more");

    private final String slug;
    private final String remedy;

    ResetReason(String slug, String remedy) {
        this.slug = slug;
        this.remedy = remedy;
    }

    @JsonValue
    public String slug() {
        return slug;
    }

    /** What has happened and what to do, in words. */
    public String remedy() {
        return remedy;
    }

    /**
     * The reason with this slug.
     *
     * @throws IllegalArgumentException where no reason has this slug
     */
    @JsonCreator
    public static ResetReason of(String slug) {
        return Arrays.stream(values())
                .filter(reason -> reason.slug.equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown reason"));
    }
}
