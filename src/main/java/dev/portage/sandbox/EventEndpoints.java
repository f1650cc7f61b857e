package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** {@code /events}: oldest first, of the types named, after a cursor; kept for 30 days, the shorter of what is said. */
final class EventEndpoints {

    private static final Duration KEPT = Duration.ofDays(30);

    private final WorkosState state;

    EventEndpoints(WorkosState state) {
        this.state = state;
    }

    void register(Router router) {
        router.add("GET", "events", "events.list", this::list);
    }

    private Reply list(Call call) {
        Listing.refuseUnknown(call, Set.of("events", "range_start", "range_end", "organization_id"));
        List<String> wanted = List.of(call.query("events")
                .orElseThrow(() -> WorkosErrors.field("events", "events_required", "events should not be empty"))
                .split(",", -1));
        int limit = Listing.limit(call, 100);
        Instant oldest = state.clock().now().minus(KEPT);
        NavigableMap<String, Events.Event> all = state.events().byId();
        NavigableMap<String, Events.Event> rest =
                call.query("after").map(after -> all.tailMap(after, false)).orElse(all);
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        String last = null;
        boolean more = false;
        for (Map.Entry<String, Events.Event> entry : rest.entrySet()) {
            Events.Event event = entry.getValue();
            if (!wanted.contains(event.name()) || event.createdAt().isBefore(oldest)) {
                continue;
            }
            if (data.size() == limit) {
                more = true;
                break;
            }
            data.add(event.json());
            last = event.id();
        }
        answer.putObject("list_metadata").put("after", more ? last : null);
        return Reply.ok(answer);
    }
}
