package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Words;
import dev.portage.migration.Counters;
import dev.portage.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Users per second in the last hour, for a chart.
 *
 * @param values as the script reads them, the oldest first
 * @param summary the same in a sentence; empty where nobody was finished
 * @param nothing what to say then
 * @param every how often to look again, as htmx has it
 */
record Throughput(
        String migrationId, long start, long step, String values, String summary, String nothing, String every) {

    static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration HOUR = Duration.ofHours(1);
    static final int STEPS = (int) (HOUR.toSeconds() / STEP.toSeconds());

    /** @param since when the run that is under way began; empty where none is */
    static Throughput of(
            String migrationId,
            List<Counters.Finished> recent,
            MigrationState state,
            Optional<Instant> since,
            Instant now) {
        double seconds = STEP.toSeconds();
        long all = recent.stream().mapToLong(Counters.Finished::users).sum();
        double highest =
                recent.stream().mapToLong(Counters.Finished::users).max().orElse(0) / seconds;
        return new Throughput(
                migrationId,
                recent.getFirst().from().getEpochSecond(),
                STEP.toSeconds(),
                recent.stream()
                        .map(step -> String.valueOf(Math.round(10 * step.users() / seconds) / 10.0))
                        .collect(Collectors.joining(",")),
                all == 0
                        ? ""
                        : Words.count(all, "user") + " finished in the last hour, at most "
                                + Words.decimal(Math.round(10 * highest) / 10.0) + " a second",
                nothing(state, since, now),
                LiveReader.moves(state) ? "every 10s" : "every 60s");
    }

    /** A run that has just begun has no minute behind it that could be shown. */
    private static String nothing(MigrationState state, Optional<Instant> since, Instant now) {
        Optional<Duration> lasts = since.map(begun -> Duration.between(begun, now));
        boolean fresh = lasts.filter(lasting -> lasting.compareTo(HOUR) < 0).isPresent();
        return switch (state) {
            case DISCOVERING -> "Nobody is sent yet: the source is being read.";
            case IMPORTING, PAUSED ->
                fresh
                        ? "Nobody is finished yet: the run began " + Words.duration(lasts.get()) + " ago."
                        : "Nobody was finished in the last hour, though the run goes on.";
            case CREATED, ASSESSING, COMPLETED, CANCELLED, UNDOING, UNDONE, FAILED ->
                "Nobody was sent in the last hour.";
        };
    }
}
