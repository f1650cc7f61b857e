package dev.portage.verification;

import dev.portage.workos.WorkOsUser;
import java.util.Optional;

/** Which of the accounts that a migration created an undo leaves alone. */
final class UndoRule {
    static final String SIGNED_IN = "signed-in-since";
    private static final String OTHER_EXTERNAL_ID = "external-id-changed";

    private UndoRule() {}

    /**
     * Why this account is kept; empty for one that is deleted. One under another external id has become somebody else's
     * business.
     */
    static Optional<String> keep(WorkOsUser user, String sub, boolean includeSignedIn) {
        if (!sub.equals(user.externalId())) {
            return Optional.of(OTHER_EXTERNAL_ID);
        }
        return user.lastSignInAt() != null && !includeSignedIn ? Optional.of(SIGNED_IN) : Optional.empty();
    }
}
