package dev.portage.signin;

import dev.portage.cognito.PoolAddress;
import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.cognito.UserPools;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.SignInOutcome;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks single users up in a pool, by the same call as an import, and so with the same attributes. */
@ApplicationScoped
class PoolLookup {
    /** Short and even empty pages are normal; so many of them are not. */
    private static final int MOST_PAGES = 50;

    private final UserPools pools;
    private final RateBudget budget;

    PoolLookup(UserPools pools, RateBudget budget) {
        this.pools = pools;
        this.budget = budget;
    }

    /** What came of it. */
    sealed interface Found {
        record Users(List<CognitoUser> users) implements Found {}

        record Failed(SignInOutcome outcome, String why) implements Found {}
    }

    Found find(PoolAddress pool, UserPools.Attribute attribute, String value, Turn turn) throws InterruptedException {
        List<CognitoUser> users = new ArrayList<>();
        Optional<String> token = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            turn.await(Draw.COGNITO_LISTING);
            Reading<UserPage> reading = pools.findUsers(pool, attribute, value, token);
            if (!(reading instanceof Reading.Read<UserPage>(UserPage read))) {
                return failed(reading);
            }
            users.addAll(read.users());
            token = read.nextToken();
            boolean onlyOne = attribute == UserPools.Attribute.SUB && !users.isEmpty();
            if (token.isEmpty() || onlyOne) {
                return new Found.Users(users);
            }
        }
        return new Found.Failed(SignInOutcome.COGNITO_UNAVAILABLE, "Cognito answered with nothing but empty pages");
    }

    private Found failed(Reading<UserPage> reading) {
        return switch (reading) {
            case Reading.Throttled<UserPage> ignored -> {
                budget.throttled(Draw.COGNITO_LISTING, Optional.empty());
                yield new Found.Failed(SignInOutcome.COGNITO_THROTTLED, "ListUsers");
            }
            case Reading.Refused<UserPage>(String remedy) ->
                new Found.Failed(SignInOutcome.COGNITO_MISCONFIGURED, remedy);
            case Reading.PoolNotFound<UserPage>(String remedy) ->
                new Found.Failed(SignInOutcome.COGNITO_MISCONFIGURED, remedy);
            case Reading.Unavailable<UserPage>(String problem) ->
                new Found.Failed(SignInOutcome.COGNITO_UNAVAILABLE, problem);
            case Reading.TokenExpired<UserPage> ignored ->
                new Found.Failed(SignInOutcome.COGNITO_UNAVAILABLE, "a page token of ListUsers died");
            case Reading.Read<UserPage> ignored -> throw new IllegalArgumentException("a page is for the caller");
        };
    }
}
