package dev.portage.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a WorkOS user's sign-in is like, set through {@code PUT /sandbox/workos/users/{id}/traits}.
 *
 * @param stepUp the {@code code} that a right password is answered with instead of a session, such as mfa_challenge
 * @param identities the OAuth providers that the user has signed in with, as the API names them
 */
record UserTraits(@Nullable String stepUp, @Nullable List<String> identities) {

    static final UserTraits NONE = new UserTraits(null, List.of());

    List<String> providers() {
        return identities == null ? List.of() : identities;
    }
}
