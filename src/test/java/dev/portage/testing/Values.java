package dev.portage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Values out of the schemas of a {@link Contract}: good ones, and such as nobody should send. The same for a same seed. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    /** What has broken other services. */
    private static final List<String> ODD = List.of(
            "",
            " ",
            "null",
            "a\u0000b",
            "\u202Egnp.exe",
            "\uD83D\uDE80 Zürich Ω",
            "../../etc/passwd",
            "' or 1=1 --",
            "${jndi:ldap://x}",
            "<script>alert(1)</script>",
            "%s%n%25",
            "9".repeat(400),
            "x".repeat(5000),
            "-1",
            "1e400",
            "\t\r\n",
            "\uFFFF");

    /** One for each pattern that there is, and others. */
    private static final List<String> PLAIN = List.of(
            "ada@example.com",
            "us-east-1",
            "us-east-1_Fuzzed",
            "org_01HXYZ",
            "member",
            "example.com",
            "https://app.example.com/callback",
            "08:00",
            "20:00:30",
            "Europe/Berlin",
            "no-email",
            "203.0.113.7",
            "Ada",
            "123456");

    private final Contract contract;
    private final Random random;

    Values(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    /** A value that the schema takes, or nearly so. */
    JsonNode good(JsonNode schema) {
        return good(schema, 0);
    }

    private JsonNode good(JsonNode reference, int depth) {
        JsonNode schema = contract.resolved(reference);
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return one(list(schema.path("enum")));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                return good(one(list(schema.path(choice))), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> TextNode.valueOf(text(schema));
            case "integer" -> LongNode.valueOf(whole(schema));
            case "number" -> DoubleNode.valueOf(random.nextDouble() * 100);
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            default -> NullNode.getInstance();
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? one(list(type)).asText() : type.asText("object");
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required =
                list(schema.path("required")).stream().map(JsonNode::asText).toList();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || (depth < DEEPEST && random.nextInt(3) == 0)) {
                object.set(property.getKey(), good(property.getValue(), depth + 1));
            }
        }
        if (schema.path("additionalProperties").isObject() && random.nextBoolean()) {
            object.set("custom:plan", good(schema.path("additionalProperties"), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int length = Math.max(schema.path("minItems").asInt(), random.nextInt(3));
        for (int i = 0; i < length; i++) {
            array.add(good(schema.path("items"), depth + 1));
        }
        return array;
    }

    private String text(JsonNode schema) {
        String text = switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" -> "2026-01-31T12:00:0" + random.nextInt(10) + "Z";
            case "password" -> "Passw0rd!" + random.nextInt(100);
            default -> plain(schema);
        };
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private String plain(JsonNode schema) {
        if (!schema.has("pattern")) {
            return one(PLAIN);
        }
        List<String> fitting = PLAIN.stream()
                .filter(text -> text.matches(".*(" + schema.path("pattern").asText() + ").*"))
                .toList();
        return fitting.isEmpty() ? one(PLAIN) : one(fitting);
    }

    private long whole(JsonNode schema) {
        long lowest = schema.path("minimum").asLong(0);
        long highest = schema.path("maximum").asLong(1000);
        return switch (random.nextInt(4)) {
            case 0 -> lowest;
            case 1 -> highest;
            default -> lowest + random.nextLong(Math.max(1, highest - lowest));
        };
    }

    /** A value that is wrong somewhere, as far as chance will have it. */
    JsonNode bad(JsonNode schema) {
        JsonNode good = good(schema);
        if (!good.isContainerNode() || good.isEmpty() || random.nextInt(6) == 0) {
            return wrong();
        }
        if (good instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), wrong());
            return array;
        }
        return spoilt((ObjectNode) good, contract.resolved(schema));
    }

    private ObjectNode spoilt(ObjectNode object, JsonNode schema) {
        String field = one(fields(object));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(field);
            case 1 -> object.set(one(ODD), wrong());
            case 2 -> object.set(field, wrong());
            default -> object.set(field, bad(schema.path("properties").path(field)));
        }
        return object;
    }

    private static List<String> fields(ObjectNode object) {
        List<String> fields = new ArrayList<>();
        object.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private JsonNode wrong() {
        return switch (random.nextInt(8)) {
            case 0 -> NullNode.getInstance();
            case 1 -> IntNode.valueOf(random.nextInt());
            case 2 -> DoubleNode.valueOf(1.5);
            case 3 -> BooleanNode.TRUE;
            case 4 -> JSON.arrayNode().add(odd());
            case 5 -> JSON.objectNode().put("a", odd());
            default -> TextNode.valueOf(odd());
        };
    }

    String odd() {
        return one(ODD);
    }

    <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
