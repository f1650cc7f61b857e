package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What happened in WorkOS, oldest first; kept up to a number that no test reaches by accident. */
final class Events {

    private static final int KEPT = 200_000;

    /** One event. Its data is made when asked for: a hundred thousand trees would outweigh the users themselves. */
    record Event(String id, String name, Supplier<ObjectNode> data, Instant createdAt) {
        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("object", "event")
                    .put("id", id)
                    .put("event", name)
                    .put("created_at", Json.time(createdAt));
            json.set("data", data.get());
            return json;
        }
    }

    private final SandboxClock clock;
    private final Ids ids;
    private final NavigableMap<String, Event> byId = new ConcurrentSkipListMap<>();
    private final AtomicInteger size = new AtomicInteger();

    Events(SandboxClock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    void record(String name, Supplier<ObjectNode> data) {
        String id = ids.next("event");
        byId.put(id, new Event(id, name, data, clock.now()));
        if (size.incrementAndGet() > KEPT && byId.pollFirstEntry() != null) {
            size.decrementAndGet();
        }
    }

    NavigableMap<String, Event> byId() {
        return byId;
    }

    void clear() {
        byId.clear();
        size.set(0);
    }
}
