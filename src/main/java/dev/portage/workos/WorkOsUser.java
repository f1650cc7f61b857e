package dev.portage.workos;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user as WorkOS has it. */
public record WorkOsUser(
        String id,
        String email,
        boolean emailVerified,
        @Nullable String externalId,
        Instant createdAt,
        @Nullable Instant lastSignInAt,
        Map<String, String> metadata) {

    public WorkOsUser {
        metadata = Map.copyOf(metadata);
    }
}
