package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Words;
import dev.portage.dashboard.budget.BudgetShare;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.UserState;
import dev.portage.pacing.RateBudget;
import dev.portage.transfer.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what moves on a migration's page, from counters: it is as cheap for a million users as for one. */
@ApplicationScoped
class LiveReader {

    private static final int LATEST_RUNS = 5;

    private final Runs runs;
    private final Counters counters;
    private final Progress progress;
    private final RateBudget budget;
    private final Clock clock;

    LiveReader(Runs runs, Counters counters, Progress progress, RateBudget budget, Clock clock) {
        this.runs = runs;
        this.counters = counters;
        this.progress = progress;
        this.budget = budget;
        this.clock = clock;
    }

    Live of(Migration migration, boolean admin) {
        UUID id = migration.id();
        Progress.Snapshot snapshot = progress.of(id);
        List<Counters.Count> counts = counters.of(id, "user");
        return new Live(
                id.toString(),
                migration.state().name(),
                Badge.of(migration.state()),
                every(migration.state()),
                explanation(migration.state(), snapshot.users()),
                migration.lastError(),
                snapshot.users().discovered() == 0,
                admin,
                Bar.of(migration.state(), snapshot),
                tiles(id, snapshot.users()),
                Why.of(id, counts, UserState.FAILED),
                Why.of(id, counts, UserState.SKIPPED),
                others(id, snapshot.memberships()),
                BudgetShare.of(budget.look()),
                lines(runs.newestFirst(id, null, LATEST_RUNS)));
    }

    Actions actions(Migration migration) {
        long users = counters.byState(migration.id(), "user").getOrDefault(UserState.FAILED.name(), 0L);
        long memberships = counters.byState(migration.id(), "membership").getOrDefault("FAILED", 0L);
        return Actions.of(migration, users + memberships);
    }

    Throughput throughput(Migration migration) {
        return Throughput.of(
                migration.id().toString(),
                counters.recent(migration.id(), Throughput.STEP, Throughput.STEPS),
                migration.state(),
                runs.running(migration.id()).map(Run::startedAt),
                clock.instant());
    }

    List<RunLine> lines(List<Run> some) {
        Map<UUID, Map<String, Long>> counts =
                counters.byState(some.stream().map(Run::id).toList(), "run");
        Instant now = clock.instant();
        return some.stream()
                .map(run -> RunLine.of(run, counts.getOrDefault(run.id(), Map.of()), now))
                .toList();
    }

    static boolean moves(MigrationState state) {
        return state.running() && state != MigrationState.PAUSED;
    }

    /** Often while something moves; else seldom, since somebody else may start a run. */
    private static String every(MigrationState state) {
        return moves(state) ? "every 2s" : "every 15s";
    }

    private static String explanation(MigrationState state, Progress.Users users) {
        return switch (state) {
            case CREATED ->
                users.discovered() == 0
                        ? "Nothing has been read yet. Try it with a few users first: start an import with a canary."
                        : Words.count(users.pending(), "user") + " known and not moved yet: start an import.";
            case ASSESSING -> "The source is being looked through. Nothing is written to Cognito or WorkOS.";
            case DISCOVERING -> "The source is being read, and it is decided who goes over. Nothing is sent yet.";
            case IMPORTING -> "Users are being sent to WorkOS.";
            case PAUSED -> "Nothing is sent. Resuming goes on where it stood.";
            case COMPLETED ->
                users.failed() > 0
                        ? "Nobody is pending. Some have failed: see below what to do, then retry."
                        : "Nobody is pending. A later import carries over only what is new or has changed.";
            case CANCELLED -> "Given up. What was moved stays moved.";
            case UNDOING -> "What this migration created in WorkOS is being deleted.";
            case UNDONE -> "What this migration created in WorkOS has been deleted.";
            case FAILED -> "The run could not go on. Mend what is said here, then start another one.";
        };
    }

    private static List<Tile> tiles(UUID id, Progress.Users users) {
        return Arrays.stream(UserState.values())
                .map(state -> Tile.of(
                        id,
                        state,
                        switch (state) {
                            case PENDING -> users.pending();
                            case IMPORTED -> users.imported();
                            case LINKED -> users.linked();
                            case SKIPPED -> users.skipped();
                            case FAILED -> users.failed();
                        }))
                .toList();
    }

    private List<String> others(UUID id, Progress.Memberships memberships) {
        List<String> others = new ArrayList<>();
        if (memberships.pending() + memberships.assigned() + memberships.failed() > 0) {
            others.add("Memberships: " + Words.number(memberships.assigned()) + " assigned, "
                    + Words.number(memberships.pending()) + " pending, " + Words.number(memberships.failed())
                    + " failed");
        }
        String resets = counters.byState(id, "password-reset").entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(entry ->
                        Words.number(entry.getValue()) + " " + entry.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        if (!resets.isEmpty()) {
            others.add("Password resets: " + resets);
        }
        return others;
    }
}
