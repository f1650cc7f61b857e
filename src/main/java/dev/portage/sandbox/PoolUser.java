package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user of a Cognito user pool stand-in.
 *
 * @param attributes by Cognito's names, {@code sub} included, in Cognito's order
 * @param challenge what a right password is answered with instead of tokens, such as SOFTWARE_TOKEN_MFA; the name of an
 *     exception if it ends in Exception; null for tokens
 * @param password what signs the user in; null for federated users
 */
public record PoolUser(
        String sub,
        String username,
        String status,
        boolean enabled,
        Instant createdAt,
        Instant modifiedAt,
        Map<String, String> attributes,
        @Nullable String challenge,
        @Nullable String password) {

    public PoolUser {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The value of an attribute, by Cognito's name. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    PoolUser withPassword(String newPassword, Instant at) {
        return new PoolUser(sub, username, "CONFIRMED", enabled, createdAt, at, attributes, challenge, newPassword);
    }

    /** As ListUsers shows it; AdminGetUser differs in the name of the attributes. */
    ObjectNode json(String attributesName) {
        ObjectNode json = Json.object().put("Username", username);
        ArrayNode all = json.putArray(attributesName);
        attributes.forEach((name, value) -> all.addObject().put("Name", name).put("Value", value));
        return json.put("UserCreateDate", epoch(createdAt))
                .put("UserLastModifiedDate", epoch(modifiedAt))
                .put("Enabled", enabled)
                .put("UserStatus", status);
    }

    /** Seconds with three decimals, as AWS JSON 1.1 writes times. */
    static BigDecimal epoch(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
