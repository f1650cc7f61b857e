package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits of both sides, each counted in an exact sliding window, and beside them the worst window that ever arrived.
 *
 * <p>A refused call does not use up its limit (WorkOS does not say); it does count among the arrivals.
 */
final class RateLimits {

    /** One window to count a call in: a scope, and within it whose window ("" where all callers share one). */
    record Key(String scope, String holder) {
        static Key of(String scope) {
            return new Key(scope, "");
        }
    }

    /** A limit that has no room left, and when it will have. */
    record Exceeded(String scope, long untilRoomNanos) {}

    private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
    private final Map<Key, Window> arrivals = new ConcurrentHashMap<>();
    private final Map<Key, Window> admitted = new ConcurrentHashMap<>();
    private long lastAdmission;

    RateLimits() {
        restoreDefaults();
    }

    void restoreDefaults() {
        quotas.putAll(Scopes.DEFAULTS);
    }

    void arrived(List<Key> keys, long time) {
        for (Key key : keys) {
            window(arrivals, key).add(time);
        }
    }

    /**
     * Takes one place in each window, or none and says which window is full. Calls come to this gate slightly out of
     * their order of arrival; its time never runs back, or a late-comer would slip into a window that is full.
     */
    synchronized Optional<Exceeded> admit(List<Key> keys, long arrival) {
        long time = Math.max(arrival, lastAdmission);
        lastAdmission = time;
        for (Key key : keys) {
            Quota quota = quota(key.scope());
            if (quota.isUnlimited()) {
                continue;
            }
            Window window = window(admitted, key);
            if (window.count(time) >= quota.limit()) {
                return Optional.of(new Exceeded(key.scope(), window.untilBelow(quota.limit(), time)));
            }
        }
        for (Key key : keys) {
            window(admitted, key).add(time);
        }
        return Optional.empty();
    }

    private Window window(Map<Key, Window> windows, Key key) {
        return windows.computeIfAbsent(
                key, k -> new Window(quota(k.scope()).window().toNanos()));
    }

    private Quota quota(String scope) {
        Quota quota = quotas.get(scope);
        if (quota == null) {
            throw new IllegalArgumentException("No such scope: " + scope);
        }
        return quota;
    }

    void clearArrivals() {
        arrivals.clear();
    }

    synchronized void clear() {
        arrivals.clear();
        admitted.clear();
        restoreDefaults();
    }

    /** Changes the limits named: a number, "unlimited", or {@code {"limit":…,"seconds":…}}; "all" stands for every one. */
    synchronized void change(JsonNode wanted) {
        if (!wanted.isObject()) {
            throw Refusal.control(400, "Give an object of scopes, such as {\"workos.writes\": 500}");
        }
        wanted.properties().forEach(entry -> {
            if (entry.getKey().equals("all")) {
                quotas.replaceAll((scope, quota) -> changed(scope, entry.getValue()));
            } else if (quotas.containsKey(entry.getKey())) {
                quotas.put(entry.getKey(), changed(entry.getKey(), entry.getValue()));
            } else {
                throw Refusal.control(400, "No scope " + entry.getKey() + "; there are " + quotas.keySet());
            }
        });
        // A window of another length can't be derived from what was kept, so counting starts anew.
        admitted.clear();
        arrivals.keySet().removeIf(key -> wanted.has(key.scope()) || wanted.has("all"));
    }

    private Quota changed(String scope, JsonNode wanted) {
        Quota old = quota(scope);
        if (wanted.isInt()) {
            return new Quota(wanted.intValue(), old.window());
        }
        if (wanted.isTextual() && wanted.textValue().equals("unlimited")) {
            return old.unlimited();
        }
        if (wanted.path("limit").isInt() && wanted.path("seconds").isInt()) {
            return Quota.of(
                    wanted.get("limit").intValue(), wanted.get("seconds").intValue());
        }
        throw Refusal.control(400, scope + ": a number, \"unlimited\", or {\"limit\":n,\"seconds\":n}");
    }

    /** The most that any window of a scope has held, over all its holders. */
    int worst(String scope) {
        return arrivals.entrySet().stream()
                .filter(entry -> entry.getKey().scope().equals(scope))
                .map(entry -> entry.getValue().worst())
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    ObjectNode describe() {
        ObjectNode all = Json.object();
        new TreeMap<>(quotas).forEach((scope, quota) -> {
            ObjectNode one = all.putObject(scope);
            if (quota.isUnlimited()) {
                one.put("limit", "unlimited");
            } else {
                one.put("limit", quota.limit());
            }
            one.put("seconds", quota.window().toSeconds()).put("worst", worst(scope));
        });
        return all;
    }
}
