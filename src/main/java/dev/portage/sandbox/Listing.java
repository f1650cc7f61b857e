package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** WorkOS's lists: newest first unless asked otherwise, cursors before and after an id, and never a total. */
final class Listing {

    private static final Set<String> PAGING = Set.of("limit", "after", "before", "order");

    private Listing() {}

    static void refuseUnknown(Call call, Set<String> filters) {
        for (String name : call.query().keySet()) {
            if (!PAGING.contains(name) && !filters.contains(name)) {
                throw WorkosErrors.field(name, "unknown_parameter", "property " + name + " should not exist");
            }
        }
    }

    static <T> Reply page(
            Call call, NavigableMap<String, T> byId, Predicate<T> wanted, Function<T, ? extends JsonNode> json) {
        int limit = limit(call, 100);
        boolean ascending = switch (call.query("order").orElse("desc")) {
            case "asc" -> true;
            case "desc", "normal" -> false;
            default -> throw WorkosErrors.field("order", "invalid_order", "order must be asc or desc");
        };
        NavigableMap<String, T> ordered = ascending ? byId : byId.descendingMap();
        String after = call.query("after").orElse(null);
        String before = call.query("before").orElse(null);
        // A page before a cursor is read backwards from it, and turned round again.
        boolean backwards = after == null && before != null;
        NavigableMap<String, T> rest = ordered;
        if (after != null) {
            rest = ordered.tailMap(after, false);
        } else if (before != null) {
            rest = ordered.headMap(before, false).descendingMap();
        }
        List<Map.Entry<String, T>> found = new ArrayList<>(limit);
        boolean more = false;
        for (Map.Entry<String, T> entry : rest.entrySet()) {
            if (!wanted.test(entry.getValue())) {
                continue;
            }
            if (found.size() == limit) {
                more = true;
                break;
            }
            found.add(entry);
        }
        if (backwards) {
            Collections.reverse(found);
        }
        boolean moreAfter = backwards || more;
        boolean moreBefore = backwards ? more : after != null;
        return Reply.ok(answer(found, moreBefore, moreAfter, json));
    }

    static int limit(Call call, int most) {
        String text = call.query("limit").orElse("10");
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException _) {
            limit = 0;
        }
        if (limit < 1 || limit > most) {
            throw WorkosErrors.field("limit", "invalid_limit", "limit must be between 1 and " + most);
        }
        return limit;
    }

    private static <T> ObjectNode answer(
            List<Map.Entry<String, T>> page, boolean before, boolean after, Function<T, ? extends JsonNode> json) {
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        page.forEach(entry -> data.add(json.apply(entry.getValue())));
        answer.putObject("list_metadata")
                .put("before", before && !page.isEmpty() ? page.getFirst().getKey() : null)
                .put("after", after && !page.isEmpty() ? page.getLast().getKey() : null);
        return answer;
    }
}
