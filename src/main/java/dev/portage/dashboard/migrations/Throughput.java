package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Words;
import dev.portage.migration.Counters;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Users per second in the last hour, for a chart.
 *
 * @param values as the script reads them, the oldest first
 * @param summary the same in a sentence; empty where nobody was sent
 * @param every how often to look again, as htmx has it
 */
record Throughput(String migrationId, long start, long step, String values, String summary, String every) {

    static final Duration STEP = Duration.ofSeconds(15);
    static final int STEPS = (int) (Duration.ofHours(1).toSeconds() / STEP.toSeconds());

    static Throughput of(String migrationId, List<Counters.Finished> recent, boolean moving) {
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
                moving ? "every 10s" : "every 60s");
    }
}
