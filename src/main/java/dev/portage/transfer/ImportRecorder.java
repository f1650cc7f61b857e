package dev.portage.transfer;

import dev.portage.migration.Counters;
import dev.portage.migration.UserDecisions;
import dev.portage.migration.UserEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes what came of a batch of users: their rows, histories, counts, and the memberships that follow. */
@ApplicationScoped
class ImportRecorder {
    private final UserDecisions decisions;
    private final UserEvents events;
    private final MembershipUpkeep upkeep;
    private final Counters counters;

    ImportRecorder(UserDecisions decisions, UserEvents events, MembershipUpkeep upkeep, Counters counters) {
        this.decisions = decisions;
        this.events = events;
        this.upkeep = upkeep;
        this.counters = counters;
    }

    /** Joins the caller's transaction. */
    void record(List<ImportResult> results) {
        results.stream()
                .collect(Collectors.groupingBy(ImportResult::migrationId))
                .forEach(this::record);
    }

    private void record(UUID migrationId, List<ImportResult> results) {
        decisions.decide(
                migrationId, results.stream().map(ImportResult::decision).toList());
        events.add(
                migrationId,
                results.stream()
                        .map(result ->
                                new UserEvents.Event(result.sub(), result.what().slug(), detail(result)))
                        .toList());
        results.stream()
                .collect(Collectors.groupingBy(result -> result.work().runId()))
                .forEach((run, ofRun) -> counters.add(
                        run,
                        "run",
                        ofRun.stream().map(result -> result.what().slug()).toList()));
        counters.finished(migrationId, results.size());
        List<ImportResult> gone =
                results.stream().filter(result -> result.workosUserId() != null).toList();
        if (!gone.isEmpty()) {
            follow(migrationId, gone);
        }
    }

    private void follow(UUID migrationId, List<ImportResult> gone) {
        // A user is brought to the end before the next one is begun: the membership goes before waiting imports.
        Instant first = gone.stream()
                .map(result -> result.work().user().firstSeenAt())
                .min(Instant::compareTo)
                .orElseThrow();
        upkeep.follow(
                migrationId,
                gone.getFirst().work().options(),
                gone.stream().map(ImportResult::sub).toList(),
                gone.stream().flatMap(ImportResult::memberships).toList(),
                first);
    }

    private static String detail(ImportResult result) {
        String what = result.reason() == null
                ? String.valueOf(result.workosUserId())
                : result.reason().slug();
        return result.detail() == null ? what : what + ": " + result.detail();
    }
}
