package dev.portage.migration;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's place in a WorkOS organization.
 *
 * @param workosUserId the user in WorkOS; null while the user has not gone over
 */
public record Membership(
        UUID migrationId,
        String sub,
        String organizationId,
        @Nullable String roleSlug,
        State state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String workosUserId) {

    /** What became of a membership. */
    public enum State {
        PENDING,
        ASSIGNED,
        FAILED
    }

    /** Names the membership among those of its migration. */
    public String key() {
        return key(sub, organizationId);
    }

    public static String key(String sub, String organizationId) {
        return sub + " " + organizationId;
    }
}
