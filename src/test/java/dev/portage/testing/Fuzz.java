package dev.portage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls that an OpenAPI document leads to: some in order, most with something wrong. The same for a same seed. */
public final class Fuzz {
    private static final List<String> MEDIA_TYPES = List.of(
            "application/json", "text/html", "text/csv", "application/x-ndjson", "image/png", "*/*", "nonsense");

    private final Random random;
    private final Values values;
    private final Map<String, List<String>> known;

    /** @param known what there is for a path's parameter, by its name */
    public Fuzz(Contract contract, long seed, Map<String, List<String>> known) {
        this.random = new Random(seed);
        this.values = new Values(contract, random);
        this.known = known;
    }

    /** A call to make. */
    public record Call(
            String method,
            String url,
            @Nullable String accept,
            @Nullable String contentType,
            @Nullable String body) {}

    public Call call(Contract contract, Contract.Operation operation) {
        String accept = random.nextInt(5) == 0 ? values.one(MEDIA_TYPES) : null;
        JsonNode schema = contract.requestSchema(operation);
        if (schema.isMissingNode() || random.nextInt(12) == 0) {
            return new Call(operation.method(), url(operation), accept, null, null);
        }
        String type = random.nextInt(10) == 0 ? values.one(MEDIA_TYPES) : "application/json";
        return new Call(operation.method(), url(operation), accept, type, body(schema));
    }

    private String body(JsonNode schema) {
        String text = (random.nextInt(3) == 0 ? values.good(schema) : values.bad(schema)).toString();
        return switch (random.nextInt(12)) {
            case 0 -> text.substring(0, text.length() / 2);
            case 1 -> text + text;
            case 2 -> text.replaceFirst("\\{", "{\"name\":1,\"name\":2,");
            default -> text;
        };
    }

    private String url(Contract.Operation operation) {
        String path = operation.path();
        for (Map.Entry<String, JsonNode> parameter :
                Contract.parameters(operation, "path").entrySet()) {
            path = path.replace(
                    "{" + parameter.getKey() + "}", encoded(segment(parameter.getKey(), parameter.getValue())));
        }
        List<String> query = new ArrayList<>();
        Contract.parameters(operation, "query").forEach((name, parameter) -> {
            if (random.nextInt(3) == 0) {
                query.add(name + "=" + encoded(queried(parameter)));
            }
        });
        if (random.nextInt(10) == 0) {
            query.add(encoded(values.odd()) + "=" + encoded(values.odd()));
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private String segment(String name, JsonNode parameter) {
        List<String> here = known.getOrDefault(name, List.of());
        String example = parameter.path("example").asText();
        String good = here.isEmpty() ? example : values.one(here);
        return random.nextInt(4) > 0 || good.isEmpty() ? nonEmpty(good, example) : nonEmpty(values.odd(), example);
    }

    private static String nonEmpty(String... some) {
        return Stream.of(some).filter(text -> !text.isEmpty()).findFirst().orElse("nothing");
    }

    private String queried(JsonNode parameter) {
        return switch (random.nextInt(3)) {
            case 0 -> values.odd();
            case 1 -> parameter.path("example").asText("ab");
            default -> values.good(parameter.path("schema")).asText();
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
