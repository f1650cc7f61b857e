package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.Identity;
import dev.portage.migration.Membership;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserEvents;
import dev.portage.migration.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Users as callers see them. */
final class UserViews {
    private UserViews() {}

    /**
     * A user's place in an organization.
     *
     * @param roleSlugs the roles that the user is to have, the one that goes before others first
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "UserMembership")
    record Place(
            String organizationId,
            @Nullable String roleSlug,
            List<String> roleSlugs,
            Membership.State state,
            @Nullable String reason,
            @Nullable String detail) {

        static Place of(Membership membership) {
            return new Place(
                    membership.organizationId(),
                    membership.roleSlug().orElse(null),
                    membership.roleSlugs(),
                    membership.state(),
                    membership.reason(),
                    membership.detail());
        }
    }

    /**
     * Everything that is known of one user.
     *
     * @param detail what stands behind the state, in words
     * @param plannedOutcome what an import would do with the user, or would have done when it was planned
     * @param goneSince since when the user pool has not had the user any more
     * @param linkedAt when the user was first seen to sign in to WorkOS through an identity provider
     * @param mergedInto the sub of the user who went over in this one's place
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "User")
    record Whole(
            String sub,
            String username,
            @Nullable String email,
            UserState state,
            @Nullable Reason reason,
            @Nullable String detail,
            PlannedOutcome plannedOutcome,
            @Nullable String mergedInto,
            @Nullable Instant goneSince,
            @Nullable String workosUserId,
            @Nullable Instant linkedAt,
            String status,
            boolean enabled,
            @Nullable Instant createdAt,
            @Nullable Instant modifiedAt,
            Map<String, String> attributes,
            List<Identity> identities,
            List<Place> memberships,
            List<UserEvents.Recorded> history) {

        static Whole of(
                SourceUser user,
                Optional<Instant> linkedAt,
                List<Membership> memberships,
                List<UserEvents.Recorded> history) {
            return new Whole(
                    user.sub(),
                    user.cognito().username(),
                    user.cognito().email().orElse(null),
                    user.state(),
                    user.reason(),
                    user.detail(),
                    user.plannedOutcome(),
                    user.mergedInto(),
                    user.goneSince(),
                    user.workosUserId(),
                    linkedAt.orElse(null),
                    user.cognito().status(),
                    user.cognito().enabled(),
                    user.cognito().createdAt(),
                    user.cognito().modifiedAt(),
                    user.cognito().attributes(),
                    user.cognito().identities(),
                    memberships.stream().map(Place::of).toList(),
                    history);
        }
    }
}
