package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Options;
import dev.portage.migration.Source;
import dev.portage.transfer.Progress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A migration as callers see it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MigrationView(
        UUID id,
        String name,
        MigrationState state,
        Source source,
        Options options,
        Progress.Users users,
        Progress.Memberships memberships,
        ResetCounts passwordResets,
        Progress.Pace progress,
        @Nullable String lastError,
        @Nullable Instant stalledSince,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant erasedAt) {

    static MigrationView of(Migration migration, Progress.Snapshot progress, ResetCounts passwordResets) {
        return new MigrationView(
                migration.id(),
                migration.name(),
                migration.state(),
                migration.source(),
                migration.options(),
                progress.users(),
                progress.memberships(),
                passwordResets,
                progress.progress(),
                migration.lastError(),
                migration.stalledSince(),
                migration.createdAt(),
                migration.startedAt(),
                migration.finishedAt(),
                migration.erasedAt());
    }
}
