package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a Cognito call, read strictly. */
final class Params {

    private final JsonNode json;

    private Params(JsonNode json) {
        this.json = json;
    }

    static Params of(Call call, Set<String> known) {
        JsonNode json = call.json();
        if (!json.isObject()) {
            throw CognitoErrors.of("SerializationException", "The body is not a JSON object.");
        }
        for (var entry : json.properties()) {
            if (!known.contains(entry.getKey())) {
                throw CognitoErrors.of("SerializationException", "Unknown parameter " + entry.getKey());
            }
        }
        return new Params(json);
    }

    @Nullable
    String text(String name) {
        JsonNode node = json.path(name);
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    String required(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw CognitoErrors.of(
                    CognitoErrors.INVALID,
                    "1 validation error detected: Value at '" + name
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    /** The page size: absent or 0 means the most. */
    int limit(String name, int most) {
        int limit = json.path(name).asInt(most);
        if (limit < 0 || limit > most) {
            throw CognitoErrors.of(
                    CognitoErrors.INVALID,
                    "1 validation error detected: Value '" + limit + "' at '" + name
                            + "' failed to satisfy constraint: Member must have value less than or equal to " + most);
        }
        return limit == 0 ? most : limit;
    }

    JsonNode node(String name) {
        return json.path(name);
    }
}
