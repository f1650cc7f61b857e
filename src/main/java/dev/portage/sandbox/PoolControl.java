package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /sandbox/pools}: makes, changes, deletes and dumps user pools and their users. */
final class PoolControl {

    /** What a user is to become; an attribute set to null is removed, what is left out stays. */
    record UserChange(
            @Nullable Map<String, @Nullable String> attributes,
            @Nullable Boolean enabled,
            @Nullable String status,
            @Nullable String username,
            @Nullable String password,
            @Nullable String challenge) {}

    private final CognitoState state;
    private final SandboxClock clock;

    PoolControl(CognitoState state, SandboxClock clock) {
        this.state = state;
        this.clock = clock;
    }

    void register(Router router) {
        router.add("GET", "sandbox/pools", "", _ -> list())
                .add("PUT", "sandbox/pools/{id}", "", this::make)
                .add("GET", "sandbox/pools/{id}", "", call -> describe(pool(call)))
                .add("DELETE", "sandbox/pools/{id}", "", this::delete)
                .add("GET", "sandbox/pools/{id}/dump", "", call -> Dump.of(pool(call), call))
                .add("PUT", "sandbox/pools/{id}/groups/{name}", "", this::makeGroup)
                .add("POST", "sandbox/pools/{id}/users", "", this::addUser)
                .add("GET", "sandbox/pools/{id}/users/{sub}", "", this::getUser)
                .add("PUT", "sandbox/pools/{id}/users/{sub}", "", this::changeUser)
                .add("PATCH", "sandbox/pools/{id}/users/{sub}", "", this::changeUser)
                .add("DELETE", "sandbox/pools/{id}/users/{sub}", "", this::deleteUser);
    }

    private Pool pool(Call call) {
        Pool pool = state.pools().get(call.segment(2));
        if (pool == null) {
            throw Refusal.control(404, "No pool " + call.segment(2));
        }
        return pool;
    }

    private Reply list() {
        var array = Json.array();
        state.pools().values().forEach(pool -> array.add(pool.describe()));
        return Reply.ok(array);
    }

    private Reply make(Call call) {
        Pool.Wanted wanted = call.body().length == 0 ? Pool.Wanted.DEFAULTS : Json.read(call.body(), Pool.Wanted.class);
        return Reply.ok(state.make(call.segment(2), wanted).describe());
    }

    private static Reply describe(Pool pool) {
        ObjectNode json = pool.describe();
        ObjectNode statuses = json.putObject("byStatus");
        pool.byStatus().forEach(statuses::put);
        return Reply.ok(json);
    }

    private Reply delete(Call call) {
        state.pools().remove(pool(call).id());
        return Reply.empty(204);
    }

    /** {@code {"members": ["sub", …], "precedence": 3}} */
    private Reply makeGroup(Call call) {
        Set<String> subs = new LinkedHashSet<>();
        call.json().path("members").forEach(sub -> subs.add(sub.asText()));
        JsonNode precedence = call.json().path("precedence");
        pool(call).makeGroup(call.segment(4), precedence.isInt() ? precedence.intValue() : null, subs);
        return Reply.empty(204);
    }

    private Reply addUser(Call call) {
        UserChange wanted = Json.read(call.body(), UserChange.class);
        String sub = wanted.attributes() == null ? null : wanted.attributes().get("sub");
        if (sub == null) {
            sub = UUID.randomUUID().toString();
        }
        PoolUser blank =
                new PoolUser(sub, sub, "CONFIRMED", true, clock.now(), clock.now(), Map.of("sub", sub), null, null);
        PoolUser user = changed(blank, wanted);
        pool(call).users().add(user);
        return Reply.json(201, json(user));
    }

    private PoolUser existing(Call call) {
        return pool(call).user(call.segment(4)).orElseThrow(() -> Refusal.control(404, "No user " + call.segment(4)));
    }

    private Reply getUser(Call call) {
        return Reply.ok(json(existing(call)));
    }

    private static JsonNode json(PoolUser user) {
        ObjectNode json = user.json("Attributes");
        return json.put("sub", user.sub()).put("password", user.password());
    }

    private Reply changeUser(Call call) {
        PoolUser user = changed(existing(call), Json.read(call.body(), UserChange.class));
        pool(call).users().replace(user.sub(), user);
        return Reply.ok(json(user));
    }

    private Reply deleteUser(Call call) {
        pool(call).users().remove(existing(call).sub());
        return Reply.empty(204);
    }

    private PoolUser changed(PoolUser user, UserChange wanted) {
        Map<String, String> attributes = new LinkedHashMap<>(user.attributes());
        if (wanted.attributes() != null) {
            wanted.attributes().forEach((name, value) -> {
                if (value == null) {
                    attributes.remove(name);
                } else {
                    attributes.put(name, value);
                }
            });
        }
        return new PoolUser(
                user.sub(),
                wanted.username() == null ? user.username() : wanted.username(),
                wanted.status() == null ? user.status() : wanted.status(),
                wanted.enabled() == null ? user.enabled() : wanted.enabled(),
                user.createdAt(),
                clock.now(),
                attributes,
                wanted.challenge() == null ? user.challenge() : wanted.challenge(),
                wanted.password() == null ? user.password() : wanted.password());
    }
}
