package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Words;
import dev.portage.migration.Audience;
import dev.portage.migration.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as a line of a table.
 *
 * @param lasted how long it took, or has been under way
 * @param counts what came of its users, in words
 * @param error why it failed; null where it did not
 */
record RunLine(
        String what,
        Badge state,
        Moment started,
        String lasted,
        String counts,
        @Nullable String error) {

    static RunLine of(Run run, Map<String, Long> counts, Instant now) {
        Instant end = run.finishedAt() == null ? now : run.finishedAt();
        return new RunLine(
                what(run),
                Badge.of(run.state()),
                Moment.at(run.startedAt()),
                Words.duration(Duration.between(run.startedAt(), end)),
                counts(run, counts),
                run.lastError());
    }

    private static String what(Run run) {
        return switch (run.purpose()) {
            case IMPORT -> "Import: " + audience(run.audience());
            case ATTRIBUTES -> "Attributes brought up to date";
            case ASSESSMENT -> "Assessment";
            case PLAN -> "Plan";
            case UNDO -> "Undo";
        };
    }

    private static String audience(Audience audience) {
        return switch (audience) {
            case Audience.All() -> "everybody";
            case Audience.Canary(int count) -> "canary of " + Words.number(count);
            case Audience.Emails ignored -> "chosen addresses";
            case Audience.Retry() -> "retry";
        };
    }

    private static String counts(Run run, Map<String, Long> counts) {
        StringBuilder words = new StringBuilder();
        add(words, counts, "created", "created");
        add(words, counts, "linked", "linked");
        add(words, counts, "updated", "updated");
        add(words, counts, "skipped", "skipped");
        add(words, counts, "failed", "failed");
        add(words, counts, "undone", "deleted");
        add(words, counts, "unlinked", "unlinked");
        add(words, counts, "memberships-undone", "without their memberships");
        add(words, counts, "organizations-undone", "organizations deleted");
        add(words, counts, "undo-kept", "kept");
        add(words, counts, "undo-failed", "not deleted");
        if (words.isEmpty()) {
            return run.pages() > 0 ? Words.count(run.pages(), "page") + " read" : "–";
        }
        return words.toString();
    }

    private static void add(StringBuilder words, Map<String, Long> counts, String state, String word) {
        long number = counts.getOrDefault(state, 0L);
        if (number > 0) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(Words.number(number))
                    .append(' ')
                    .append(word);
        }
    }
}
