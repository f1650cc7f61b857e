package dev.portage.migration;

import org.jspecify.annotations.Nullable;

/**
 * Something has become of a migration that nobody has just asked for; told within the transaction in which it does.
 *
 * @param why what a person has to know of it, without personal data; null where it speaks for itself
 */
public record Milestone(
        Migration migration, Kind kind, @Nullable String why) {

    /** What has become of it. */
    public enum Kind {
        /** A run has ended, and nothing is pending. */
        COMPLETED,
        /** A run could not go on. */
        FAILED,
        /** A run has paused itself at something that a person has to mend. */
        PAUSED,
        /** A run does not get on, though nothing is known to hold it up. */
        STALLED
    }
}
