package dev.portage.migration;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's row: what Cognito told us, and what became of it.
 *
 * @param digest stands for what Cognito told us; another digest means that the user has changed there
 * @param settledDigest the digest that was last decided upon; null for a user who is still to be decided
 * @param plannedReason why the user will not be sent, by the options as they are; null for one who will be
 * @param plannedOutcome what an import would do, as far as is known: before an assessment, as if WorkOS were empty
 * @param goneSince since when the source has not had the user any more; null for one whom it has
 * @param mergedInto the sub of the user with the same address who goes over in this one's place
 */
public record SourceUser(
        UUID migrationId,
        CognitoUser cognito,
        String digest,
        @Nullable String settledDigest,
        @Nullable Reason plannedReason,
        PlannedOutcome plannedOutcome,
        @Nullable String mergedInto,
        @Nullable Instant goneSince,
        UserState state,
        @Nullable Reason reason,
        @Nullable String detail,
        @Nullable String workosUserId,
        Instant firstSeenAt,
        Instant updatedAt) {

    public String sub() {
        return cognito.sub();
    }
}
