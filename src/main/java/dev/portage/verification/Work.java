package dev.portage.verification;

import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A verification that is under way, and the migration that it is of. */
record Work(Verification verification, Migration migration) {

    /** Finds them for jobs whose subject is a verification. */
    @ApplicationScoped
    static class Loader {
        private final Verifications verifications;
        private final Migrations migrations;

        Loader(Verifications verifications, Migrations migrations) {
            this.verifications = verifications;
            this.migrations = migrations;
        }

        /** Those that are in this phase: the job of another one has nothing to do any more. */
        Map<String, Work> load(Verification.Phase phase, Collection<String> subjects) {
            Map<String, Work> found = new HashMap<>();
            verifications.running(subjects).forEach((subject, verification) -> {
                if (verification.phase() == phase) {
                    found.put(subject, new Work(verification, migrations.get(verification.migrationId())));
                }
            });
            return found;
        }
    }
}
