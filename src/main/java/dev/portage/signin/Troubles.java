package dev.portage.signin;

import dev.portage.migration.SignInOutcome;
import dev.portage.workos.Authentication;
import dev.portage.workos.Outcome;
import java.time.Duration;
import java.util.Optional;

/** What the outcomes of calls to WorkOS that are no answer about the user mean for whoever waits. */
final class Troubles {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private Troubles() {}

    static Ending of(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Throttled<?>(Optional<Duration> retryAfter) ->
                Ending.of(
                                new SignInAnswer.Unavailable(retryAfter.orElse(Ending.SOON)),
                                SignInOutcome.WORKOS_UNAVAILABLE)
                        .because("WorkOS answers 429");
            case Outcome.Unavailable<?>(String why) ->
                Ending.unavailable(SignInOutcome.WORKOS_UNAVAILABLE).because(why);
            case Outcome.Unreadable<?> ignored ->
                Ending.unavailable(SignInOutcome.WORKOS_UNAVAILABLE).because("WorkOS's answer could not be read");
            case Outcome.Unauthorized<?>(String why) ->
                Ending.unavailable(SignInOutcome.WORKOS_REFUSED).because(why);
            case Outcome.Rejected<?>(String code) ->
                Ending.unavailable(SignInOutcome.WORKOS_REFUSED).because("WorkOS refused the user: " + code);
            // Something changed between two of our calls: what holds now is found at the next try.
            case Outcome.Conflict<?>(Outcome.Clash clash) ->
                Ending.unavailable(SignInOutcome.WORKOS_UNAVAILABLE).because("clash with another change: " + clash);
            case Outcome.NotFound<?> ignored ->
                Ending.unavailable(SignInOutcome.WORKOS_UNAVAILABLE).because("gone between two calls");
            case Outcome.Success<?> ignored -> throw new IllegalArgumentException("a success is for the caller");
        };
    }

    /** WorkOS's own limit for one address. */
    static Ending of(Authentication.TooMany limit) {
        return Ending.of(new SignInAnswer.TooMany(limit.retryAfter().orElse(A_MINUTE)), SignInOutcome.WORKOS_LIMITED);
    }
}
