package dev.portage.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A user in a list, and a line of the id map.
 *
 * @param plannedOutcome what an import would do with the user, or would have done when it was planned
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"sub", "username", "email", "state", "reason", "workosUserId", "plannedOutcome"})
public record UserLine(
        String sub,
        String username,
        @Nullable String email,
        UserState state,
        @Nullable Reason reason,
        @Nullable String workosUserId,
        PlannedOutcome plannedOutcome) {

    public static UserLine of(SourceUser user) {
        return new UserLine(
                user.sub(),
                user.cognito().username(),
                user.cognito().email().orElse(null),
                user.state(),
                user.reason(),
                user.workosUserId(),
                user.plannedOutcome());
    }
}
