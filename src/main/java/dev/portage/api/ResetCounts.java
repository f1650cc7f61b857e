package dev.portage.api;

import dev.portage.migration.Counters;
import dev.portage.reset.ResetState;
import java.util.Map;
import java.util.UUID;

/** Password resets by state: of a migration, or of one campaign. */
record ResetCounts(long queued, long sent, long completed, long failed, long uncertain) {

    static final String TOPIC = "password-reset";

    static ResetCounts of(Counters counters, UUID owner) {
        return of(counters.byState(owner, TOPIC));
    }

    static ResetCounts of(Map<String, Long> counts) {
        return new ResetCounts(
                count(counts, ResetState.QUEUED),
                count(counts, ResetState.SENT),
                count(counts, ResetState.COMPLETED),
                count(counts, ResetState.FAILED),
                count(counts, ResetState.UNCERTAIN));
    }

    private static long count(Map<String, Long> counts, ResetState state) {
        return counts.getOrDefault(state.name(), 0L);
    }
}
