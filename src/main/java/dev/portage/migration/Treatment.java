package dev.portage.migration;

import org.jspecify.annotations.Nullable;

/**
 * What the options make of an account that WorkOS has already under a user's external id or address. The one rule for the
 * import, which acts on it, and for the plan, which foretells it.
 */
public enum Treatment {
    /** The account gets the external id where it has none; its profile stays. */
    LINK,
    /** The account gets the external id where it has none, and the profile from Cognito. */
    UPDATE,
    /** The account is left alone, because the options say so. */
    LEAVE,
    /** The account belongs to somebody else's external id. */
    REFUSE_OTHERS,
    /** The account is not given to a user whose address Cognito has never verified. */
    REFUSE_UNVERIFIED;

    /** For the account of a user who has gone over before and has changed in Cognito since. */
    public static Treatment ofKnown(UserState state, Options options) {
        return state == UserState.LINKED ? ofOwn(options) : UPDATE;
    }

    /** For the account that has the user's external id. */
    public static Treatment ofOwn(Options options) {
        return options.existingUsers() == Options.ExistingUsers.UPDATE ? UPDATE : LINK;
    }

    /**
     * For an account that has the user's address, where none has the external id.
     *
     * @param externalId of the account
     */
    public static Treatment ofSameAddress(CognitoUser user, Options options, @Nullable String externalId) {
        if (options.existingUsers() == Options.ExistingUsers.SKIP) {
            return LEAVE;
        }
        if (externalId != null && !externalId.equals(user.sub())) {
            return REFUSE_OTHERS;
        }
        // Whatever the options say of verified addresses: an account is only given to whom Cognito vouches for.
        if (!user.emailVerified()) {
            return REFUSE_UNVERIFIED;
        }
        return ofOwn(options);
    }
}
