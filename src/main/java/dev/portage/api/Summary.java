package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.MigrationState;
import dev.portage.transfer.Progress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A migration on one flat line, for what shows or watches it: no nesting, no lists, the same fields in every state.
 *
 * @param ok whether it needs nobody: not failed, not held up by what {@code problem} says, not stalled
 * @param message how it stands, in a few words
 * @param problem what holds it up, or made it fail; null where nothing does
 * @param secondsLeft until nobody is pending; null where nothing moves
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Summary(
        UUID id,
        String name,
        MigrationState state,
        boolean ok,
        String message,
        @Nullable String problem,
        double percent,
        long discovered,
        long pending,
        long imported,
        long linked,
        long skipped,
        long failed,
        double usersPerSecond,
        @Nullable Long secondsLeft) {
    private static final String STALLED = "nothing has got on since ";

    static Summary of(MigrationView migration) {
        Progress.Users users = migration.users();
        Progress.Pace pace = migration.progress();
        String problem = problem(migration);
        return new Summary(
                migration.id(),
                migration.name(),
                migration.state(),
                problem == null,
                message(migration, problem),
                problem,
                pace.percent(),
                users.discovered(),
                users.pending(),
                users.imported(),
                users.linked(),
                users.skipped(),
                users.failed(),
                pace.usersPerSecond(),
                pace.etaSeconds());
    }

    private static @Nullable String problem(MigrationView migration) {
        boolean concerned = migration.state().running() || migration.state() == MigrationState.FAILED;
        if (concerned && migration.lastError() != null) {
            return migration.lastError();
        }
        if (migration.stalledSince() != null) {
            return STALLED + migration.stalledSince();
        }
        return migration.state() == MigrationState.FAILED ? "failed" : null;
    }

    private static String message(MigrationView migration, @Nullable String problem) {
        String percent = migration.progress().percent() + "%";
        return switch (migration.state()) {
            case CREATED -> migration.users().discovered() == 0 ? "not started" : percent + ", waiting for a run";
            case ASSESSING -> held("assessing", problem);
            case DISCOVERING -> held("reading the source", problem);
            case IMPORTING -> held(percent + left(migration.progress().etaSeconds()), problem);
            case UNDOING -> held("undoing", problem);
            case PAUSED -> problem == null ? "paused at " + percent : "paused by a fault at " + percent;
            case COMPLETED ->
                migration.users().failed() == 0
                        ? "done"
                        : "done, " + migration.users().failed() + " failed";
            case CANCELLED -> "cancelled";
            case UNDONE -> "undone";
            case FAILED -> "failed";
        };
    }

    private static String held(String message, @Nullable String problem) {
        if (problem == null) {
            return message;
        }
        return problem.startsWith(STALLED) ? "stalled" : "held up";
    }

    private static String left(@Nullable Long seconds) {
        if (seconds == null) {
            return "";
        }
        if (seconds < 120) {
            return ", " + seconds + " s left";
        }
        return seconds < 7200 ? ", " + seconds / 60 + " min left" : ", " + seconds / 3600 + " h left";
    }
}
