package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What has arrived since the last reset, measured at the receiver. */
final class Journal {

    private static final int LOST = 0;
    private static final int THROTTLED = 429;

    private final SandboxClock clock;
    /** Outlives a reset: they are still to be answered. */
    private final AtomicInteger open = new AtomicInteger();

    private volatile State state;

    Journal(SandboxClock clock) {
        this.clock = clock;
        state = new State(clock.nanos());
    }

    /** Everything that a reset forgets. */
    private static final class State {
        private final long since;
        private final Map<String, OperationCount> operations = new ConcurrentSkipListMap<>();
        private final Map<Side.Name, Series> series =
                Map.of(Side.Name.WORKOS, new Series(), Side.Name.COGNITO, new Series());
        private final Set<Long> created = ConcurrentHashMap.newKeySet();
        private final Set<Long> arrivedOnce = ConcurrentHashMap.newKeySet();
        private final Set<Long> arrivedAgain = ConcurrentHashMap.newKeySet();
        private final Set<Long> arrivedAfterSuccess = ConcurrentHashMap.newKeySet();

        State(long since) {
            this.since = since;
        }
    }

    /** One call whose answer is still to be noted; it is open until its caller has been answered. */
    static final class Entry implements AutoCloseable {
        private final AtomicInteger open;
        private final State state;
        private final OperationCount count;
        private final long createdUser;

        private Entry(AtomicInteger open, State state, OperationCount count, long createdUser) {
            this.open = open;
            this.state = state;
            this.count = count;
            this.createdUser = createdUser;
        }

        void answered(int status) {
            count.answered(status);
            if (createdUser != 0 && status == 201) {
                state.created.add(createdUser);
            }
        }

        /** The call was dropped without being done. */
        void lost() {
            count.answered(LOST);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    Entry arrived(Side.Name side, String operation, Call call) {
        State now = state;
        long sinceReset = Math.max(0, call.arrival() - now.since);
        OperationCount count = now.operations.computeIfAbsent(operation, _ -> new OperationCount());
        count.arrived(sinceReset);
        Series series = now.series.get(side);
        if (series != null) {
            series.add(sinceReset);
        }
        long user = operation.equals("users.create") ? user(call.json()) : 0;
        if (user != 0 && !now.arrivedOnce.add(user)) {
            now.arrivedAgain.add(user);
            if (now.created.contains(user)) {
                now.arrivedAfterSuccess.add(user);
            }
        }
        open.incrementAndGet();
        return new Entry(open, now, count, user);
    }

    /** A 64-bit fingerprint of whom a create is for, so that a million users cost little memory; 0 if it says nothing. */
    private static long user(JsonNode body) {
        String name = body.path("external_id").asText(body.path("email").asText(""));
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = Chance.mix(hash ^ name.charAt(i));
        }
        return hash;
    }

    void reset() {
        state = new State(clock.nanos());
    }

    ObjectNode describe(RateLimits limits) {
        State now = state;
        ObjectNode all = Json.object();
        all.put("since", clock.at(now.since).toString());
        all.put(
                "total",
                now.operations.values().stream()
                        .mapToLong(OperationCount::arrivals)
                        .sum());
        all.put(
                "throttled",
                now.operations.values().stream()
                        .mapToLong(c -> c.answers(THROTTLED))
                        .sum());
        all.put("open", open.get());
        ObjectNode operations = all.putObject("operations");
        new TreeMap<>(now.operations)
                .forEach((name, count) -> count.describe(operations.putObject(name), clock, now.since));
        all.set("scopes", limits.describe());
        ObjectNode perSecond = all.putObject("perSecond");
        now.series.forEach((side, series) -> perSecond.set(side.name().toLowerCase(Locale.ROOT), series.describe()));
        all.putObject("creates")
                .put("users", now.arrivedOnce.size())
                .put("repeated", now.arrivedAgain.size())
                .put("repeatedAfterSuccess", now.arrivedAfterSuccess.size());
        return all;
    }
}
