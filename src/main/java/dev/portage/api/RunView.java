package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.Audience;
import dev.portage.migration.Run;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as callers see it.
 *
 * @param count how many users a canary is for
 * @param pages how many pages of the pool this run has read
 * @param counts users that this run created, linked, updated, skipped and failed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunView(
        UUID id,
        String audience,
        @Nullable Integer count,
        Run.State state,
        Run.Phase phase,
        long pages,
        Map<String, Long> counts,
        @Nullable String lastError,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    static RunView of(Run run, Map<String, Long> counts) {
        return new RunView(
                run.id(),
                run.audience().kind(),
                run.audience() instanceof Audience.Canary(int count) ? count : null,
                run.state(),
                run.phase(),
                run.pages(),
                Map.of(
                        "created", counts.getOrDefault("created", 0L),
                        "linked", counts.getOrDefault("linked", 0L),
                        "updated", counts.getOrDefault("updated", 0L),
                        "skipped", counts.getOrDefault("skipped", 0L),
                        "failed", counts.getOrDefault("failed", 0L)),
                run.lastError(),
                run.startedAt(),
                run.finishedAt());
    }
}
