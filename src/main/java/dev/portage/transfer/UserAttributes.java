package dev.portage.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.SourceUser;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every Cognito attribute of a user who has gone over, and what Cognito says of the user besides.
 *
 * @param createdAt when the user was created in Cognito
 * @param modifiedAt when the user was last changed there
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UserAttributes(
        String workosUserId,
        String sub,
        String username,
        String status,
        boolean enabled,
        @Nullable Instant createdAt,
        @Nullable Instant modifiedAt,
        Map<String, String> attributes) {

    public static UserAttributes of(SourceUser user) {
        return new UserAttributes(
                String.valueOf(user.workosUserId()),
                user.sub(),
                user.cognito().username(),
                user.cognito().status(),
                user.cognito().enabled(),
                user.cognito().createdAt(),
                user.cognito().modifiedAt(),
                user.cognito().attributes());
    }
}
