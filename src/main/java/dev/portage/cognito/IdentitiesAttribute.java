package dev.portage.cognito;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.Identity;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code identities} attribute, a JSON text within a text. It is lenient, since exports differ in how they
 * write it ({@code primary} also as text): what can't be read is left out, as the text itself stays among the user's
 * attributes.
 */
final class IdentitiesAttribute {

    private static final ObjectMapper JSON = new ObjectMapper();

    private IdentitiesAttribute() {}

    static List<Identity> read(String text) {
        try {
            JsonNode list = JSON.readTree(text);
            return StreamSupport.stream(list.spliterator(), false)
                    .map(IdentitiesAttribute::identity)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (JsonProcessingException damaged) {
            return List.of();
        }
    }

    private static Optional<Identity> identity(JsonNode entry) {
        String userId = text(entry, "userId");
        String providerName = text(entry, "providerName");
        if (userId == null || providerName == null) {
            return Optional.empty();
        }
        return Optional.of(new Identity(
                userId,
                providerName,
                text(entry, "providerType"),
                entry.path("primary").asBoolean()));
    }

    private static @Nullable String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
