package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * ListUsers and ListUsersInGroup. As with the real ones a page can be short or empty although more follow, which its
 * token says; which pages are is drawn from the pool's seed.
 */
final class UserListing {

    private static final int MOST = 60;
    private static final double SHORT_PAGES = 0.05;
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final CognitoState state;
    private final SandboxClock clock;
    private final Faults faults;

    UserListing(CognitoState state, SandboxClock clock, Faults faults) {
        this.state = state;
        this.clock = clock;
        this.faults = faults;
    }

    ObjectNode listUsers(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "Limit", "PaginationToken", "Filter", "AttributesToGet"));
        Pool pool = state.pool(params.required("UserPoolId"));
        UserFilter filter = UserFilter.parse(params.text("Filter"));
        int limit = params.limit("Limit", MOST);
        JsonNode attributes = params.node("AttributesToGet");
        PageToken token = token(
                params.text("PaginationToken"),
                Objects.hash(pool.id(), limit, params.text("Filter"), attributes.toString()));
        return page(
                pool,
                limit,
                token,
                "PaginationToken",
                user -> {
                    if (!filter.accepts(user)) {
                        return false;
                    }
                    for (JsonNode attribute : attributes) {
                        if (!user.attributes().containsKey(attribute.asText())) {
                            throw CognitoErrors.of(
                                    CognitoErrors.INVALID, "One or more requested attributes do not exist.");
                        }
                    }
                    return true;
                },
                filter.places(pool.users()));
    }

    ObjectNode listUsersInGroup(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "GroupName", "Limit", "NextToken"));
        Pool pool = state.pool(params.required("UserPoolId"));
        Pool.Group group = pool.group(params.required("GroupName"));
        int limit = params.limit("Limit", MOST);
        PageToken token = token(params.text("NextToken"), Objects.hash(pool.id(), group.name(), limit));
        IntPredicate member =
                index -> group.members().include(index, pool.users().sub(index));
        return page(pool, limit, token, "NextToken", _ -> true, member);
    }

    ObjectNode adminGetUser(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "Username"));
        Pool pool = state.pool(params.required("UserPoolId"));
        return pool.users()
                .bySignIn(params.required("Username"))
                .map(UserListing::whole)
                .orElseThrow(() -> CognitoErrors.of("UserNotFoundException", "User does not exist."));
    }

    private static ObjectNode whole(PoolUser user) {
        ObjectNode json = user.json("UserAttributes");
        String factor = user.challenge();
        if (factor != null && factor.endsWith("_MFA")) {
            json.put("PreferredMfaSetting", factor)
                    .putArray("UserMFASettingList")
                    .add(factor);
        }
        return json;
    }

    private PageToken token(@Nullable String text, int parameters) {
        Duration lifetime = faults.setting(Side.Name.COGNITO, FaultRule::tokenLifetimeSeconds)
                .map(Duration::ofSeconds)
                .orElse(LIFETIME);
        return PageToken.read(text, parameters, clock.nanos(), lifetime);
    }

    private ObjectNode page(
            Pool pool, int limit, PageToken token, String tokenName, Predicate<PoolUser> wanted, IntPredicate places) {
        int size = sizeOfPage(pool, limit, token);
        ArrayNode found = Json.array();
        int index = token.next();
        int end = pool.users().end();
        while (index < end && found.size() < size) {
            if (places.test(index)) {
                Optional<PoolUser> user = pool.users().at(index);
                if (user.isPresent() && wanted.test(user.get())) {
                    found.add(user.get().json("Attributes"));
                }
            }
            index++;
        }
        ObjectNode answer = Json.object();
        answer.set("Users", found);
        if (index < end) {
            PageToken next = new PageToken(token.parameters(), index, token.pages() + 1, clock.nanos());
            answer.put(tokenName, next.text());
        }
        return answer;
    }

    private int sizeOfPage(Pool pool, int limit, PageToken token) {
        double share = faults.setting(Side.Name.COGNITO, FaultRule::shortPages).orElse(SHORT_PAGES);
        long position = Objects.hash(token.next(), token.pages());
        if (Chance.share(pool.seed(), position) >= share) {
            return limit;
        }
        // Every other one of them is empty; as its place in the chain counts, the next try gets on.
        return Chance.below(2, pool.seed() + 1, position) == 0 ? 0 : Chance.below(limit, pool.seed() + 2, position);
    }
}
