package dev.portage.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a WorkOS user's sign-in is like, set through {@code PUT /sandbox/workos/users/{id}/traits}.
 *
 * @param stepUp the {@code code} that a right password is answered with instead of a session, such as mfa_challenge
 * @param resetRefused whether a password reset is answered with password_reset_not_allowed
 * @param identities the OAuth providers that the user has signed in with, as the API names them
 */
record UserTraits(
        @Nullable String stepUp,
        boolean resetRefused,
        @Nullable List<String> identities) {

    static final UserTraits NONE = new UserTraits(null, false, List.of());

    List<String> providers() {
        return identities == null ? List.of() : identities;
    }
}
