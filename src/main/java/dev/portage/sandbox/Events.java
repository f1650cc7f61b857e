package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What happened in WorkOS, oldest first; kept up to a number that no test reaches by accident. */
final class Events {

    private static final int KEPT = 200_000;

    record Event(String id, String name, ObjectNode data, String createdAt) {
        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("object", "event")
                    .put("id", id)
                    .put("event", name)
                    .put("created_at", createdAt);
            json.set("data", data);
            return json;
        }
    }

    private final SandboxClock clock;
    private final Ids ids;
    private final NavigableMap<String, Event> byId = new ConcurrentSkipListMap<>();
    private final java.util.concurrent.atomic.AtomicInteger size = new java.util.concurrent.atomic.AtomicInteger();

    Events(SandboxClock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    void record(String name, ObjectNode data) {
        String id = ids.next("event");
        byId.put(id, new Event(id, name, data, Json.time(clock.now())));
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
