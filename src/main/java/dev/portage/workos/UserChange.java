package dev.portage.workos;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a WorkOS user; null, and an empty map or set, leave things as they are.
 *
 * @param emailVerified true to mark the address verified; WorkOS refuses to take that back
 * @param locale a language tag, such as de-CH
 * @param metadata merged into what the user has
 * @param dropped keys that are deleted from the metadata
 */
public record UserChange(
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String name,
        @Nullable String externalId,
        @Nullable String locale,
        Map<String, String> metadata,
        Set<String> dropped) {

    public UserChange {
        metadata = Map.copyOf(metadata);
        dropped = Set.copyOf(dropped);
    }

    /** Nothing but the external id. */
    public static UserChange link(String externalId) {
        return new UserChange(null, null, null, null, null, externalId, null, Map.of(), Set.of());
    }

    /** Whether nothing is to change. */
    public boolean nothing() {
        return email == null
                && emailVerified == null
                && firstName == null
                && lastName == null
                && name == null
                && externalId == null
                && locale == null
                && metadata.isEmpty()
                && dropped.isEmpty();
    }

    UserChange withoutLocale() {
        return new UserChange(email, emailVerified, firstName, lastName, name, externalId, null, metadata, dropped);
    }
}
