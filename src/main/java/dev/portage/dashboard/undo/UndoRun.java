package dev.portage.dashboard.undo;

import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Words;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Run;
import dev.portage.migration.UserState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An undo that is under way, or the latest one.
 *
 * @param now the migration's state, as the page asks whether it is another by now
 * @param percent the share of the users that have been dealt with
 * @param done the same in words
 * @param error what an operator should know of it; null where there is nothing
 */
record UndoRun(
        String id,
        String now,
        boolean running,
        boolean paused,
        int percent,
        String done,
        List<UndoPlan.Line> results,
        @Nullable String error,
        Moment started,
        @Nullable Moment finished) {

    static UndoRun of(
            UUID migrationId, MigrationState state, Run run, Map<String, Long> counts, Map<String, Long> users) {
        boolean running = run.state() == Run.State.RUNNING;
        long deleted = counts.getOrDefault("undone", 0L);
        long done = Stream.of("undone", "unlinked", "memberships-undone", "undo-kept", "undo-failed")
                .mapToLong(slug -> counts.getOrDefault(slug, 0L))
                .sum();
        // Whom it has created and not deleted yet still counts as imported.
        long all = Math.max(done, deleted + users.getOrDefault(UserState.IMPORTED.name(), 0L));
        return new UndoRun(
                migrationId.toString(),
                state.name(),
                running,
                running && state == MigrationState.PAUSED,
                all == 0 ? 0 : (int) (100 * done / all),
                Words.number(done) + " of " + Words.count(all, "user") + " looked at",
                Stream.of(
                                result(counts, "undone", "account%s deleted"),
                                result(counts, "unlinked", "account%s from before, as before again"),
                                result(counts, "memberships-undone", "account%s from before, without our memberships"),
                                result(counts, "undo-kept", "account%s kept; the history of each user says why"),
                                result(counts, "undo-failed", "account%s that WorkOS refused to delete"),
                                result(counts, "organizations-undone", "organization%s deleted"),
                                result(counts, "organizations-kept", "organization%s kept, being in use"),
                                result(counts, "organizations-failed", "organization%s that WorkOS refused to delete"))
                        .flatMap(line -> line)
                        .toList(),
                run.lastError(),
                Moment.at(run.startedAt()),
                Moment.of(run.finishedAt()));
    }

    private static Stream<UndoPlan.Line> result(Map<String, Long> counts, String slug, String what) {
        return UndoPlan.Line.of(counts.getOrDefault(slug, 0L), what);
    }
}
