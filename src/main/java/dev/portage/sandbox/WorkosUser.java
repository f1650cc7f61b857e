package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user of the WorkOS stand-in.
 *
 * @param email as it was given; unique without regard to case
 * @param hasPassword whether the user can sign in with a password
 */
public record WorkosUser(
        String id,
        String email,
        boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String name,
        @Nullable String externalId,
        Map<String, String> metadata,
        @Nullable String locale,
        boolean hasPassword,
        @Nullable Instant lastSignInAt,
        Instant createdAt,
        Instant updatedAt) {

    public WorkosUser {
        metadata = Map.copyOf(metadata);
    }

    /** As the API shows it, with every field that the SDK's model requires. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("object", "user")
                .put("id", id)
                .put("email", email)
                .put("first_name", firstName)
                .put("last_name", lastName)
                .put("name", name)
                .put("email_verified", emailVerified);
        json.putNull("profile_picture_url");
        json.put("external_id", externalId);
        ObjectNode data = json.putObject("metadata");
        metadata.forEach(data::put);
        json.put("locale", locale)
                .put("last_sign_in_at", lastSignInAt == null ? null : Json.time(lastSignInAt))
                .put("created_at", Json.time(createdAt))
                .put("updated_at", Json.time(updatedAt));
        return json;
    }

    WorkosUser signedIn(Instant at) {
        return new WorkosUser(
                id,
                email,
                emailVerified,
                firstName,
                lastName,
                name,
                externalId,
                metadata,
                locale,
                hasPassword,
                at,
                createdAt,
                at);
    }

    WorkosUser withPassword(Instant at) {
        return new WorkosUser(
                id,
                email,
                true,
                firstName,
                lastName,
                name,
                externalId,
                metadata,
                locale,
                true,
                lastSignInAt,
                createdAt,
                at);
    }
}
