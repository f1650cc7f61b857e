package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as it was read, with the time of its arrival. */
final class Call {

    private final long arrival;
    private final String method;
    private final List<String> segments;
    private final Map<String, String> query;
    private final Headers headers;
    private final byte[] body;
    private @Nullable JsonNode json;

    private Call(long arrival, HttpExchange exchange) throws IOException {
        this.arrival = arrival;
        method = exchange.getRequestMethod();
        segments = segments(exchange.getRequestURI().getRawPath());
        query = parameters(exchange.getRequestURI().getRawQuery());
        headers = exchange.getRequestHeaders();
        body = exchange.getRequestBody().readAllBytes();
    }

    static Call read(long arrival, HttpExchange exchange) throws IOException {
        return new Call(arrival, exchange);
    }

    long arrival() {
        return arrival;
    }

    String method() {
        return method;
    }

    List<String> segments() {
        return segments;
    }

    String segment(int index) {
        return segments.get(index);
    }

    Map<String, String> query() {
        return query;
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    byte[] body() {
        return body;
    }

    /** The body as JSON; a missing node where there is none or it is not JSON. */
    JsonNode json() {
        JsonNode known = json;
        if (known == null) {
            known = parse(body);
            json = known;
        }
        return known;
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    private static List<String> segments(String path) {
        List<String> found = new ArrayList<>(6);
        int from = 1;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            // A plus sign stands for itself in a path, unlike in a query.
            found.add(decode(path.substring(from, end).replace("+", "%2B")));
            from = end + 1;
        }
        return found;
    }

    private static Map<String, String> parameters(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            found.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return found;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
