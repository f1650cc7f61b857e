package dev.portage.discovery;

import dev.portage.cognito.DamagedDump;
import dev.portage.cognito.DumpReader;
import dev.portage.cognito.DumpSink;
import dev.portage.cognito.DumpSummary;
import dev.portage.cognito.UnreadableUser;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.SourceType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/** Takes uploaded dumps in, batch by batch as they come: what has been taken stays, whatever breaks. */
@ApplicationScoped
public class DumpUploads {
    private static final int BATCH = 1000;

    private final Migrations migrations;
    private final Intake intake;

    DumpUploads(Migrations migrations, Intake intake) {
        this.migrations = migrations;
        this.intake = intake;
    }

    /**
     * Reads a dump to its end. Users who are known already are updated where they have changed, so that the same file
     * can be sent again.
     *
     * @throws DamagedDump where it can not be read on; what came before is kept
     */
    public DumpSummary take(UUID migrationId, InputStream dump) throws IOException, DamagedDump {
        QuarkusTransaction.requiringNew().run(() -> lockForUpload(migrationId));
        return new DumpReader(BATCH).read(dump, new DumpSink() {
            @Override
            public void accept(List<CognitoUser> batch) {
                store(migrationId, batch, List.of());
            }

            @Override
            public void unreadable(UnreadableUser entry) {
                store(migrationId, List.of(), List.of(entry));
            }
        });
    }

    private void store(UUID migrationId, List<CognitoUser> users, List<UnreadableUser> unreadable) {
        QuarkusTransaction.requiringNew().run(() -> intake.take(lockForUpload(migrationId), users, unreadable));
    }

    /** Locked, so that no import starts between two batches without the next batch noticing. */
    private Migration lockForUpload(UUID migrationId) {
        Migration migration = migrations.lock(migrationId);
        migration.requireNotErased();
        if (migration.source().type() != SourceType.DUMP) {
            throw new ConflictException(
                    "not-a-dump",
                    "This migration reads a live user pool: create one with \"source\":{\"type\":\"dump\"}.");
        }
        if (migration.state().running() || !migration.state().live()) {
            throw new ConflictException(
                    "migration-running",
                    "The migration is %s: a dump can be uploaded while nothing runs.".formatted(migration.state()));
        }
        return migration;
    }
}
