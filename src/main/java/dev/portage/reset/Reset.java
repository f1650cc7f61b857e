package dev.portage.reset;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One mail that was asked for, and what became of it.
 *
 * @param seq its place in the order in which they were asked for
 * @param hadPassword whether the user was known to have a password when it was asked for
 * @param intentAt when a replica set about to send it; null while none has, and after a try that certainly did nothing
 * @param updatedAt since when it is in its state
 */
public record Reset(
        UUID id,
        long seq,
        UUID migrationId,
        UUID campaignId,
        String sub,
        String email,
        String workosUserId,
        boolean hadPassword,
        ResetState state,
        @Nullable ResetReason reason,
        @Nullable String detail,
        @Nullable Instant intentAt,
        @Nullable Instant sentAt,
        @Nullable Instant completedAt,
        Instant updatedAt) {}
