package dev.portage.queue;

/**
 * The states of a job in the queue and the legal ways between them. A job that is finished is gone; what came of it
 * stands in its subject's row.
 */
enum JobState {
    /** May be claimed from its {@code run_at} on, as long as its lane is open. */
    READY,
    /** One replica holds it until it is finished or the lease runs out. */
    LEASED,
    /** Its result could not even be recorded; it waits for a person, and stops nothing else. */
    DEAD;

    /** Whether a job may go from this state to the other; any job but a leased one may also be removed with its lane. */
    boolean canBecome(JobState next) {
        return switch (this) {
            // Hurried or postponed, it is ready as before; put aside after its lease ran out, it is dead.
            case READY -> true;
            case LEASED -> next == READY || next == DEAD;
            case DEAD -> next == READY;
        };
    }
}
