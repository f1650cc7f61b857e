package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** The JSON body of a WorkOS call, read strictly: an unknown field or a wrong type is refused with 422. */
final class Body {

    private final JsonNode json;

    private Body(JsonNode json) {
        this.json = json;
    }

    static Body of(Call call, Set<String> fields) {
        JsonNode json = call.json();
        if (!json.isObject()) {
            throw WorkosErrors.coded(400, "invalid_json", "The body must be a JSON object");
        }
        for (var entry : json.properties()) {
            if (!fields.contains(entry.getKey())) {
                throw WorkosErrors.field(
                        entry.getKey(), "unknown_property", "property " + entry.getKey() + " should not exist");
            }
        }
        return new Body(json);
    }

    boolean has(String field) {
        return json.has(field);
    }

    JsonNode node(String field) {
        return json.path(field);
    }

    Optional<String> text(String field) {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw WorkosErrors.field(field, field + "_must_be_string", field + " must be a string");
        }
        return Optional.of(node.textValue());
    }

    String required(String field) {
        return text(field)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> WorkosErrors.field(field, field + "_required", field + " should not be empty"));
    }

    Optional<Boolean> flag(String field) {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            throw WorkosErrors.field(field, field + "_must_be_boolean", field + " must be a boolean value");
        }
        return Optional.of(node.booleanValue());
    }
}
