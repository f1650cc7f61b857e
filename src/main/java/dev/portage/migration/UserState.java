package dev.portage.migration;

import java.util.Set;

/**
 * What became of a user, and the legal ways between the states. Every user is in exactly one of them; none vanishes.
 */
public enum UserState {
    /** Known, and not decided yet: waiting for a run, or in the queue of one. */
    PENDING,
    /**
     * Created in WorkOS by this migration. Stays so whatever happens in Cognito; a change there is one update call. Only an
     * undo, which deletes the account again, makes it skipped.
     */
    IMPORTED,
    /** Was in WorkOS already, and is linked by external id. Stays so, like an imported user. */
    LINKED,
    /** Not sent, or left alone after WorkOS was asked, by the options; the reason says why. A later run may decide anew. */
    SKIPPED,
    /** WorkOS would not take the user, or could not be reached often enough; the reason says why. Retried by hand. */
    FAILED;

    /** Whether a user in this state is in WorkOS. */
    public boolean over() {
        return this == IMPORTED || this == LINKED;
    }

    /** Whether a user may go from this state to the other; staying is always legal. */
    public boolean canBecome(UserState next) {
        return switch (this) {
            case PENDING -> true;
            case IMPORTED -> next == this || next == SKIPPED;
            case LINKED -> next == this;
            case SKIPPED, FAILED -> Set.of(this, PENDING, SKIPPED).contains(next);
        };
    }
}
