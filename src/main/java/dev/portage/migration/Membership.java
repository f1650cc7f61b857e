package dev.portage.migration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A user's place in a WorkOS organization.
 *
 * @param roleSlugs the roles that the user is to have there, the one that goes before others first; none for the default
 * @param wanted false where the user is to leave, having left the groups that led there
 * @param ours whether Portage has made the membership, so that it may end it
 * @param workosMembershipId WorkOS's id; null while there is none, or none is known
 * @param workosUserId the user in WorkOS; null while the user has not gone over
 * @param updatedAt when it was wanted, or decided last
 */
public record Membership(
        UUID migrationId,
        String sub,
        String organizationId,
        List<String> roleSlugs,
        State state,
        @Nullable String reason,
        @Nullable String detail,
        boolean wanted,
        boolean ours,
        @Nullable String workosMembershipId,
        @Nullable String workosUserId,
        Instant updatedAt) {

    public Membership {
        roleSlugs = List.copyOf(roleSlugs);
    }

    /** What became of a membership. */
    @Schema(name = "MembershipState")
    public enum State {
        PENDING,
        ASSIGNED,
        FAILED,
        /** The user has left the groups that led there, and the organization with them. */
        REMOVED
    }

    /** The first of the roles; empty for the organization's default. */
    public Optional<String> roleSlug() {
        return roleSlugs.stream().findFirst();
    }

    /** Names the membership among those of its migration. */
    public String key() {
        return key(sub, organizationId);
    }

    public static String key(String sub, String organizationId) {
        return sub + " " + organizationId;
    }
}
