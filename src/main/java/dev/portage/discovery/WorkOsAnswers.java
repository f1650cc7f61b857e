package dev.portage.discovery;

import dev.portage.queue.Verdict;
import dev.portage.workos.Outcome;
import java.time.Duration;
import java.util.Optional;

/** What a job does about an answer of WorkOS that says nothing of what was asked. */
public final class WorkOsAnswers {
    private WorkOsAnswers() {}

    /** To be asked again, or to be mended by a person; empty for what answers the question, be it by a refusal. */
    public static <R> Optional<Verdict<R>> undecided(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Throttled<?> ignored -> Optional.of(new Verdict.Postpone<>(Duration.ZERO, "workos-throttled"));
            case Outcome.Unauthorized<?>(String why) -> Optional.of(new Verdict.Halt<>(why));
            case Outcome.Unavailable<?> ignored -> Optional.of(new Verdict.Retry<>("workos-unavailable"));
            // Whatever it was, it is looked up at the next try.
            case Outcome.Unreadable<?> ignored -> Optional.of(new Verdict.Retry<>("workos-unreadable"));
            case Outcome.Rejected<?> ignored -> Optional.empty();
            case Outcome.Conflict<?> ignored -> Optional.empty();
            case Outcome.NotFound<?> ignored -> Optional.empty();
            case Outcome.Success<?> ignored -> Optional.empty();
        };
    }

    /**
     * Why WorkOS has refused, in its own word.
     *
     * @throws IllegalArgumentException for a success, and for what is undecided
     */
    public static String refusal(Outcome<?> outcome) {
        return "WorkOS refused: "
                + switch (outcome) {
                    case Outcome.Rejected<?>(String code) -> code;
                    case Outcome.Conflict<?> ignored -> "conflict";
                    case Outcome.NotFound<?> ignored -> "not found";
                    default -> throw new IllegalArgumentException("no refusal: " + outcome.getClass());
                };
    }
}
