package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Words;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.SourceType;

/**
 * What an admin can do with a migration as it stands; each is a button.
 *
 * @param upload of a dump, to take users from
 * @param retry how many have failed; empty where none has
 */
record Actions(
        String id,
        boolean upload,
        boolean start,
        boolean pause,
        boolean resume,
        boolean cancel,
        String retry,
        boolean erase) {

    static Actions of(Migration migration, long failed) {
        MigrationState state = migration.state();
        boolean there = migration.erasedAt() == null;
        boolean rests =
                state == MigrationState.CREATED || state == MigrationState.COMPLETED || state == MigrationState.FAILED;
        boolean sends = state == MigrationState.IMPORTING || state == MigrationState.PAUSED;
        return new Actions(
                migration.id().toString(),
                there && rests && migration.source().type() == SourceType.DUMP,
                there && rests,
                state.running() && state != MigrationState.PAUSED,
                state == MigrationState.PAUSED,
                there && state.canBecome(MigrationState.CANCELLED),
                there && failed > 0 && (rests || sends) ? "Retry " + Words.number(failed) + " failed" : "",
                there && !state.running());
    }
}
