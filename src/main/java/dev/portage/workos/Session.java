package dev.portage.workos;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A session at WorkOS. Its tokens are secrets of the user's.
 *
 * @param organizationId which the session is for; empty for none
 */
public record Session(User user, Optional<String> organizationId, String accessToken, String refreshToken) {

    /** The user, in the words of WorkOS's SDKs, which keep it in the session's cookie. */
    @Schema(name = "SignedInUser")
    public record User(
            String object,
            String id,
            String email,
            boolean emailVerified,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String profilePictureUrl,
            @Nullable String externalId,
            @Nullable Instant lastSignInAt,
            Instant createdAt,
            Instant updatedAt) {}

    @Override
    public String toString() {
        return "Session[" + user.id() + "]";
    }
}
