package dev.portage.verification;

import dev.portage.workos.WorkOsUser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the accounts that a migration created an undo leaves alone. */
final class UndoRule {
    static final String SIGNED_IN = "signed-in-since";
    static final String OTHER_EXTERNAL_ID = "external-id-changed";

    private UndoRule() {}

    /** Why this account is kept; empty for one that is deleted. */
    static Optional<String> keep(WorkOsUser user, String sub, boolean includeSignedIn) {
        return keep(user.externalId(), user.lastSignInAt() != null, sub, includeSignedIn);
    }

    /** An account under another external id has become somebody else's business. */
    static Optional<String> keep(@Nullable String externalId, boolean signedIn, String sub, boolean includeSignedIn) {
        if (!sub.equals(externalId)) {
            return Optional.of(OTHER_EXTERNAL_ID);
        }
        return signedIn && !includeSignedIn ? Optional.of(SIGNED_IN) : Optional.empty();
    }
}
