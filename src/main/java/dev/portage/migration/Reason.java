package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** Why a user is SKIPPED or FAILED. Callers rely on the slugs. */
public enum Reason {
    /** The listing does not say which user this is: it has no usable sub, which WorkOS keeps as external id. */
    UNIDENTIFIED("unidentified"),
    /** The pool has no such user any more. One who has gone over stays in WorkOS until a person decides. */
    GONE("gone"),
    /** Disabled in Cognito after having gone over. WorkOS has no such flag: a person decides. */
    DISABLED_SINCE("disabled-since"),
    /** Went over, and an undo has taken that back. */
    UNDONE("undone"),
    /** Cognito has no e-mail address for the user, and WorkOS takes nobody without one. */
    NO_EMAIL("no-email"),
    /** The address is not one that WorkOS could take. */
    INVALID_EMAIL("invalid-email"),
    /** Another user of the pool with the same address goes over in this one's place. */
    DUPLICATE_EMAIL("duplicate-email"),
    /** Disabled in Cognito; WorkOS has no such flag, so moving the user would unlock it. */
    DISABLED("disabled"),
    /** The user's Cognito status is excluded by the options. */
    STATUS_EXCLUDED("status-excluded"),
    /** WorkOS has an account with this address, and the options say to leave such accounts alone. */
    EMAIL_TAKEN("email-taken"),
    /** WorkOS has an account with this address, and Cognito never verified that the address is this user's. */
    EMAIL_TAKEN_UNVERIFIED("email-taken-unverified"),
    /** The WorkOS account with this address belongs to another external id. */
    EXTERNAL_ID_TAKEN("external-id-taken"),
    /** WorkOS refused the user's data; the detail has its words. */
    REJECTED("rejected"),
    /** WorkOS kept answering that the budget is spent. */
    RATE_LIMITED("rate-limited"),
    /** WorkOS could not be reached, or failed, as often as is tried. */
    WORKOS_UNAVAILABLE("workos-unavailable"),
    /** A fault of this service; its log says more. */
    INTERNAL_ERROR("internal-error");

    private final String slug;

    Reason(String slug) {
        this.slug = slug;
    }

    @JsonValue
    public String slug() {
        return slug;
    }

    /**
     * The reason with this slug.
     *
     * @throws IllegalArgumentException where no reason has this slug
     */
    @JsonCreator
    public static Reason of(String slug) {
        return find(slug).orElseThrow(() -> new IllegalArgumentException("unknown reason"));
    }

    public static Optional<Reason> find(String slug) {
        return Arrays.stream(values())
                .filter(reason -> reason.slug.equals(slug))
                .findFirst();
    }
}
