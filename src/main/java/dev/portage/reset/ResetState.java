package dev.portage.reset;

import java.util.Set;

/** What became of a mail that was asked for, and the legal ways between the states. */
public enum ResetState {
    /** It waits for its turn, or is being sent. */
    QUEUED,
    /** WorkOS has made the reset, and the mail has gone out or was handed over. */
    SENT,
    /** The user has a password in WorkOS. */
    COMPLETED,
    /** No mail went out, for the reason that stands beside it. */
    FAILED,
    /** The answer was lost: a mail may have gone out. Never sent again by itself; an operator decides. */
    UNCERTAIN;

    /** Whether a row may go from this state to the other. */
    public boolean canBecome(ResetState next) {
        return switch (this) {
            case QUEUED -> true;
            case SENT -> next == COMPLETED;
            // Retried by an operator; or the answer came after all.
            case UNCERTAIN -> next == QUEUED || next == SENT || next == FAILED || next == COMPLETED;
            case FAILED -> next == QUEUED;
            case COMPLETED -> false;
        };
    }

    /** Whether an operator may have it sent again. */
    public boolean retriable() {
        return Set.of(FAILED, UNCERTAIN).contains(this);
    }
}
