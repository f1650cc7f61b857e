package dev.portage.migration;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a migration and the legal ways between them.
 *
 * <p>A state that is {@link #running} has a run under way; one that is {@link #live} claims its user pool, so that no
 * second migration of the pool can be created beside it.
 */
public enum MigrationState {
    /** Nothing is running and users may be left to move: new, or after a run for some of the users. */
    CREATED,
    /** The source is being surveyed; nothing is written to WorkOS. */
    ASSESSING,
    /** The pool is being read and its users are being settled; nothing has been sent by this run yet. */
    DISCOVERING,
    /** Users are being sent to WorkOS. */
    IMPORTING,
    /** An operator, or a fault that concerns every user, has stopped the run; resuming goes on where it stood. */
    PAUSED,
    /** Nothing is pending; users may have failed and are counted. A later run carries over what has changed. */
    COMPLETED,
    /** An operator has given the migration up; what was moved stays moved. */
    CANCELLED,
    /** What this migration created in WorkOS is being deleted. */
    UNDOING,
    /** What this migration created in WorkOS has been deleted. */
    UNDONE,
    /** The run could not go on, for the reason in {@code lastError}; a new run may be started. */
    FAILED;

    static final Set<MigrationState> RUNNING = EnumSet.of(ASSESSING, DISCOVERING, IMPORTING, PAUSED, UNDOING);

    /** Whether a run is under way, paused or not. */
    public boolean running() {
        return RUNNING.contains(this);
    }

    /** Whether the migration may still move users, and so claims its pool. */
    public boolean live() {
        return this != CANCELLED && this != UNDONE;
    }

    /** Whether a migration may go from this state to the other. */
    public boolean canBecome(MigrationState next) {
        return switch (this) {
            case CREATED, FAILED -> starts(next) || next == CANCELLED;
            case COMPLETED -> starts(next);
            case ASSESSING -> next == CREATED || next == COMPLETED || next == PAUSED || ends(next);
            case DISCOVERING -> next == IMPORTING || next == PAUSED || ends(next);
            case IMPORTING -> next == COMPLETED || next == CREATED || next == PAUSED || ends(next);
            case PAUSED -> next == CREATED || next == COMPLETED || starts(next) || ends(next);
            case UNDOING -> next == UNDONE || next == PAUSED || next == FAILED;
            case CANCELLED -> next == UNDOING;
            case UNDONE -> false;
        };
    }

    private static boolean starts(MigrationState next) {
        return next == ASSESSING || next == DISCOVERING || next == IMPORTING || next == UNDOING;
    }

    private static boolean ends(MigrationState next) {
        return next == CANCELLED || next == FAILED;
    }
}
