package dev.portage.workos;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a WorkOS user; null, and an empty map, leave things as they are.
 *
 * @param emailVerified true to mark the address verified; WorkOS refuses to take that back
 * @param metadata merged into what the user has
 */
public record UserChange(
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String name,
        @Nullable String externalId,
        Map<String, String> metadata) {

    public UserChange {
        metadata = Map.copyOf(metadata);
    }

    /** Nothing but the external id. */
    public static UserChange link(String externalId) {
        return new UserChange(null, null, null, null, null, externalId, Map.of());
    }
}
