package dev.portage.transfer;

import dev.portage.migration.Reason;
import dev.portage.queue.Verdict;
import dev.portage.workos.Outcome;
import java.time.Duration;

/** What the outcomes that are no answer about the user itself mean for its job. */
final class Verdicts {
    static final String UNAVAILABLE = "workos-unavailable";

    private Verdicts() {}

    static Verdict<ImportResult> of(Outcome<?> outcome, ImportWork work) {
        return switch (outcome) {
            // The budget holds everybody back as long as WorkOS asked for.
            case Outcome.Throttled<?> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<?>(String why) -> new Verdict.Halt<>(why);
            case Outcome.Unavailable<?> ignored -> new Verdict.Retry<>(UNAVAILABLE);
            case Outcome.Rejected<?>(String code) ->
                new Verdict.Done<>(ImportResult.failed(work, Reason.REJECTED, "WorkOS refused the user: " + code));
            // Something changed between two of our calls: what holds now is found at the next try.
            case Outcome.Conflict<?> ignored -> new Verdict.Retry<>("conflict");
            case Outcome.NotFound<?> ignored -> new Verdict.Retry<>("not-found");
            case Outcome.Unreadable<?> ignored -> new Verdict.Retry<>(UNAVAILABLE);
            case Outcome.Success<?> ignored -> throw new IllegalArgumentException("a success is for the caller");
        };
    }
}
