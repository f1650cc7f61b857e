package dev.portage.survey;

import dev.portage.cognito.HomeRegion;
import dev.portage.cognito.Permissions;
import dev.portage.cognito.Permissions.Action;
import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolDescriptions.ListedPool;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Cognito side of the preflight: every call that this service makes, tried on the pools that it is about. */
@ApplicationScoped
class CognitoChecks {
    private final Permissions permissions;
    private final PoolDescriptions pools;
    private final HomeRegion home;

    CognitoChecks(Permissions permissions, PoolDescriptions pools, HomeRegion home) {
        this.permissions = permissions;
        this.pools = pools;
        this.home = home;
    }

    /** @param named the pools to try; the first that there is where empty */
    List<Check> check(List<Preflight.Pool> named, Turn turn) throws InterruptedException {
        List<Preflight.Pool> tried = named.isEmpty() ? first(turn) : named;
        List<Check> checks = new ArrayList<>();
        for (Action action : Action.values()) {
            checks.add(check(action, tried, turn));
        }
        return checks;
    }

    private List<Preflight.Pool> first(Turn turn) throws InterruptedException {
        Optional<String> region = home.id();
        if (region.isEmpty()) {
            return List.of();
        }
        turn.await(Draw.COGNITO_DESCRIPTION);
        return pools.listPools(region.get(), 1, Optional.empty())
                        instanceof Reading.Read<PoolListing<ListedPool>>(PoolListing<ListedPool> page)
                ? page.items().stream()
                        .map(pool -> new Preflight.Pool(region.get(), pool.id()))
                        .toList()
                : List.of();
    }

    private Check check(Action action, List<Preflight.Pool> tried, Turn turn) throws InterruptedException {
        if (!permissions.needed(action)) {
            return Check.notApplicable(
                    action.iam(),
                    "Only for sign-in through this service by ADMIN_USER_PASSWORD_AUTH: set PORTAGE_COGNITO_CLIENT_ID to use it.");
        }
        if (action == Action.LIST_USER_POOLS) {
            return listing(tried, turn);
        }
        if (tried.isEmpty()) {
            return Check.notApplicable(
                    action.iam(),
                    "There is no user pool to try it on yet: create a migration of one, or name one with ?userPoolId= and ?region=.");
        }
        List<String> problems = new ArrayList<>();
        for (Preflight.Pool pool : tried) {
            problem(action, pool.region(), pool.userPoolId(), turn).ifPresent(problems::add);
        }
        return problems.isEmpty()
                ? Check.passed(
                        action.iam(),
                        "Allowed on "
                                + String.join(
                                        ", ",
                                        tried.stream()
                                                .map(Preflight.Pool::userPoolId)
                                                .toList())
                                + ".")
                : Check.failed(action.iam(), String.join(" ", problems));
    }

    private Check listing(List<Preflight.Pool> tried, Turn turn) throws InterruptedException {
        String iam = Action.LIST_USER_POOLS.iam();
        Optional<String> region =
                tried.stream().map(Preflight.Pool::region).findFirst().or(home::id);
        if (region.isEmpty()) {
            return Check.failed(iam, "Set AWS_REGION to the region of the user pools, such as eu-west-1.");
        }
        return problem(Action.LIST_USER_POOLS, region.get(), "", turn)
                .map(problem -> Check.failed(iam, problem))
                .orElseGet(() -> Check.passed(iam, "Allowed in " + region.get() + "."));
    }

    private Optional<String> problem(Action action, String region, String pool, Turn turn) throws InterruptedException {
        turn.await(draw(action));
        return switch (permissions.mayDo(action, region, pool)) {
            case Reading.Read<Action> ignored -> Optional.empty();
            case Reading.Refused<Action>(String remedy) -> Optional.of(remedy + ".");
            case Reading.PoolNotFound<Action>(String remedy) -> Optional.of(remedy + ".");
            case Reading.Unavailable<Action>(String problem) -> Optional.of(problem + ": try again when it answers.");
            case Reading.Throttled<Action> ignored ->
                Optional.of("Cognito has had too many calls: try again in a minute.");
            case Reading.TokenExpired<Action> ignored -> Optional.of("Cognito calls the request invalid.");
        };
    }

    private static Draw draw(Action action) {
        return switch (action) {
            case LIST_USERS, LIST_USERS_IN_GROUP -> Draw.COGNITO_LISTING;
            case ADMIN_GET_USER, ADMIN_INITIATE_AUTH, ADMIN_RESPOND_TO_AUTH_CHALLENGE -> Draw.COGNITO_USER_READ;
            default -> Draw.COGNITO_DESCRIPTION;
        };
    }
}
