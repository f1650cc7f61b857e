package dev.portage.dashboard;

import dev.portage.migration.Membership;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Run;
import dev.portage.migration.UserState;
import io.quarkus.qute.TemplateData;

/** A state, as a coloured word. */
@TemplateData
public record Badge(String label, Tone tone) {

    public static Badge of(MigrationState state) {
        return switch (state) {
            case CREATED -> new Badge("Ready", Tone.CALM);
            case ASSESSING -> new Badge("Assessing", Tone.BUSY);
            case DISCOVERING -> new Badge("Reading the source", Tone.BUSY);
            case IMPORTING -> new Badge("Importing", Tone.BUSY);
            case PAUSED -> new Badge("Paused", Tone.WARNING);
            case COMPLETED -> new Badge("Completed", Tone.GOOD);
            case CANCELLED -> new Badge("Cancelled", Tone.CALM);
            case UNDOING -> new Badge("Undoing", Tone.BUSY);
            case UNDONE -> new Badge("Undone", Tone.CALM);
            case FAILED -> new Badge("Failed", Tone.BAD);
        };
    }

    public static Badge of(UserState state) {
        return switch (state) {
            case PENDING -> new Badge("Pending", Tone.BUSY);
            case IMPORTED -> new Badge("Imported", Tone.GOOD);
            case LINKED -> new Badge("Linked", Tone.GOOD);
            case SKIPPED -> new Badge("Skipped", Tone.WARNING);
            case FAILED -> new Badge("Failed", Tone.BAD);
        };
    }

    public static Badge of(Run.State state) {
        return switch (state) {
            case RUNNING -> new Badge("Running", Tone.BUSY);
            case COMPLETED -> new Badge("Completed", Tone.GOOD);
            case CANCELLED -> new Badge("Cancelled", Tone.CALM);
            case FAILED -> new Badge("Failed", Tone.BAD);
        };
    }

    public static Badge of(Membership.State state) {
        return switch (state) {
            case PENDING -> new Badge("Pending", Tone.BUSY);
            case ASSIGNED -> new Badge("Member", Tone.GOOD);
            case FAILED -> new Badge("Failed", Tone.BAD);
            case REMOVED -> new Badge("Removed", Tone.CALM);
        };
    }
}
