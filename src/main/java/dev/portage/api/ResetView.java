package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.reset.Reset;
import dev.portage.reset.ResetReason;
import dev.portage.reset.ResetState;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A password reset as callers see it.
 *
 * @param detail what stands behind the state and what to do, in words
 * @param at since when it is in its state
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "PasswordReset")
record ResetView(
        UUID id,
        String sub,
        String email,
        ResetState state,
        @Nullable ResetReason reason,
        @Nullable String detail,
        UUID campaignId,
        @Nullable Instant sentAt,
        @Nullable Instant completedAt,
        Instant at) {

    static ResetView of(Reset reset) {
        return new ResetView(
                reset.id(),
                reset.sub(),
                reset.email(),
                reset.state(),
                reset.reason(),
                reset.detail(),
                reset.campaignId(),
                reset.sentAt(),
                reset.completedAt(),
                reset.updatedAt());
    }
}
