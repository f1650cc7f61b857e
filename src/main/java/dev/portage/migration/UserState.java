package dev.portage.migration;

/** What became of a user. Every user is in exactly one of these states; none vanishes. */
public enum UserState {
    /** Known, and not decided yet. */
    PENDING,
    /** Created in WorkOS by this migration. */
    IMPORTED,
    /** Was in WorkOS already, and is linked by external id. */
    LINKED,
    /** Not sent, or sent and left alone, by the options; the reason says why. */
    SKIPPED,
    /** WorkOS would not take the user, or could not be reached often enough; the reason says why. */
    FAILED
}
