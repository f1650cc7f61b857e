package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.Audience;
import dev.portage.migration.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as callers see it.
 *
 * @param count how many users a canary is for
 * @param pages how many pages of the pool this run has read
 * @param warnings what an operator should know while an import runs: undecided groups, providers that are not ready
 * @param counts what came of the users of this run
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunView(
        UUID id,
        Run.Purpose purpose,
        String audience,
        @Nullable Integer count,
        Run.State state,
        Run.Phase phase,
        long pages,
        Counts counts,
        @Nullable String lastError,
        List<String> warnings,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * What came of the users of a run.
     *
     * @param undone users whom an undo has deleted from WorkOS
     * @param unlinked users who were there before, and are so again
     * @param kept users whom an undo has left there
     * @param organizationsUndone organizations that an undo has deleted from WorkOS
     * @param organizationsKept organizations that an undo has left there, for the reason in the run's lastError
     */
    record Counts(
            long created,
            long linked,
            long updated,
            long skipped,
            long failed,
            long undone,
            long unlinked,
            long kept,
            long organizationsUndone,
            long organizationsKept) {
        static Counts of(Map<String, Long> counts) {
            return new Counts(
                    counts.getOrDefault("created", 0L),
                    counts.getOrDefault("linked", 0L),
                    counts.getOrDefault("updated", 0L),
                    counts.getOrDefault("skipped", 0L),
                    counts.getOrDefault("failed", 0L) + counts.getOrDefault("undo-failed", 0L),
                    counts.getOrDefault("undone", 0L),
                    counts.getOrDefault("unlinked", 0L),
                    counts.getOrDefault("undo-kept", 0L),
                    counts.getOrDefault("organizations-undone", 0L),
                    counts.getOrDefault("organizations-kept", 0L));
        }
    }

    static RunView of(Run run, Map<String, Long> counts, List<String> warnings) {
        return new RunView(
                run.id(),
                run.purpose(),
                run.audience().kind(),
                run.audience() instanceof Audience.Canary(int count) ? count : null,
                run.state(),
                run.phase(),
                run.pages(),
                Counts.of(counts),
                run.lastError(),
                warnings,
                run.startedAt(),
                run.finishedAt());
    }
}
