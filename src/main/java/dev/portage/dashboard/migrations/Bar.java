package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Words;
import dev.portage.migration.MigrationState;
import dev.portage.transfer.Progress;
import java.time.Duration;

/**
 * How far a migration is.
 *
 * @param known whether it can be told; a source that is being read does not say how much is left
 * @param percent with a point for the program, whatever the language
 * @param rate users per second; empty where nothing is sent
 * @param left how long it will take; empty where that can't be told
 */
record Bar(boolean known, String percent, String label, String done, String rate, String left) {

    private static final int ALL = 100;

    static Bar of(MigrationState state, Progress.Snapshot progress) {
        Progress.Users users = progress.users();
        Progress.Pace pace = progress.progress();
        boolean sending = state == MigrationState.IMPORTING;
        boolean reading = state == MigrationState.DISCOVERING || state == MigrationState.ASSESSING;
        String done = reading
                ? Words.count(users.discovered(), "user") + " found so far"
                : Words.number(users.discovered() - users.pending()) + " of " + Words.count(users.discovered(), "user")
                        + " decided";
        Long seconds = pace.etaSeconds();
        return new Bar(
                !reading && state != MigrationState.UNDOING,
                String.valueOf(pace.percent()),
                pace.percent() >= ALL ? "100 %" : Words.decimal(pace.percent()) + " %",
                done,
                sending ? Words.decimal(pace.usersPerSecond()) + " users a second" : "",
                sending && seconds != null ? "about " + Words.duration(Duration.ofSeconds(seconds)) + " left" : "");
    }
}
