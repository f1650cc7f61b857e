package dev.portage.discovery;

import dev.portage.cognito.Reading;
import dev.portage.migration.Run;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all paged readings of a user pool have in common: tokens that die, and what Cognito's refusals mean. */
@ApplicationScoped
public class Listing {
    /** Cognito's tokens are good for about an hour; before that a listing starts anew, and known users cost nothing. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(50);

    /** A pool that takes longer than this many lives of a token is read by dump. */
    private static final int MOST_RESTARTS = 50;

    private static final Duration UNTIL_RENEWED = Duration.ofSeconds(15);

    static final String TOKENS_KEEP_DYING = "Cognito has refused its own page tokens " + MOST_RESTARTS
            + " times: start another import later, or upload a dump";

    private final RateBudget budget;
    private final RunProgress progress;
    private final Clock clock;

    Listing(RateBudget budget, RunProgress progress, Clock clock) {
        this.budget = budget;
        this.progress = progress;
        this.clock = clock;
    }

    boolean tokenIsStale(Run run) {
        return run.pageToken().isPresent() && tokenIsStale(run.pageTokenAt());
    }

    /** Whether a token that was taken at this time is no longer good; null for one that there is not. */
    public boolean tokenIsStale(@Nullable Instant taken) {
        return taken != null && taken.plus(TOKEN_LIFE).isBefore(clock.instant());
    }

    boolean mayStartOver(Run run) {
        return run.restarts() < MOST_RESTARTS;
    }

    /** For readings that brought nothing, and say nothing of the place in the listing; the draw is what they drew on. */
    public <R> Verdict<R> verdict(Job job, Draw draw, Reading<?> reading) {
        return switch (reading) {
            case Reading.Throttled<?> ignored -> {
                budget.throttled(draw, Optional.empty());
                yield new Verdict.Postpone<>(Duration.ZERO, "cognito-throttled");
            }
            // Goes on by itself as soon as somebody has mended what the remedy names.
            case Reading.Refused<?>(String remedy) -> {
                progress.note(job.lane(), remedy);
                yield new Verdict.Postpone<>(UNTIL_RENEWED, "cognito-refused");
            }
            case Reading.Unavailable<?>(String problem) -> {
                progress.note(job.lane(), problem);
                yield new Verdict.Retry<>("cognito-unavailable");
            }
            case Reading.Read<?> ignored -> throw new IllegalArgumentException("a page is for the caller");
            case Reading.TokenExpired<?> ignored -> throw new IllegalArgumentException("a token is for the caller");
            case Reading.PoolNotFound<?> ignored -> throw new IllegalArgumentException("a pool is for the caller");
        };
    }

    /** What is said of a run that ended because Cognito did not answer. */
    public static String unreadable(String why) {
        return "The user pool could not be read (" + why + "): start again when Cognito answers";
    }
}
