package dev.portage.api.problem;

import dev.portage.cognito.Reading;
import java.time.Duration;

/** What a caller is told who needs an answer of Cognito that did not come. */
final class CognitoProblems {
    private static final int BAD_REQUEST = 400;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private CognitoProblems() {}

    static ProblemException of(Reading<?> reading) {
        return switch (reading) {
            case Reading.Refused<?>(String remedy) ->
                new ProblemException(BAD_GATEWAY, "cognito-refused", remedy + ".");
            case Reading.PoolNotFound<?>(String remedy) ->
                new ProblemException(BAD_GATEWAY, "cognito-refused", remedy + ".");
            case Reading.TokenExpired<?> ignored ->
                new ProblemException(Problem.of(
                                BAD_REQUEST,
                                "validation-failed",
                                "'after' is too old: begin with the first page again.")
                        .about("after", "is too old: begin with the first page again"));
            case Reading.Throttled<?> ignored ->
                new ProblemException(
                                UNAVAILABLE,
                                "cognito-throttled",
                                "Cognito has had too many calls: try again in a few seconds.")
                        .retryAfter(Duration.ofSeconds(5));
            case Reading.Unavailable<?>(String problem) ->
                new ProblemException(UNAVAILABLE, "cognito-unavailable", problem + ". Try again in a while.")
                        .retryAfter(Duration.ofSeconds(30));
            case Reading.Read<?> ignored -> throw new IllegalArgumentException("an answer is no problem");
        };
    }
}
