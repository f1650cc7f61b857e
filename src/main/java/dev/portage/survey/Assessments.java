package dev.portage.survey;

import dev.portage.discovery.Discovery;
import dev.portage.migration.Audience;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Erasing;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.OptionsChanged;
import dev.portage.migration.Run;
import dev.portage.migration.SourceType;
import dev.portage.migration.WorkOsAccounts;
import dev.portage.queue.Queue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Starts assessments, plans anew when options change, and forgets what was found when a migration is erased. */
@ApplicationScoped
public class Assessments {
    private static final int ERASED_AT_A_TIME = 10_000;

    private final Migrations migrations;
    private final AssessmentRows assessments;
    private final Counts counts;
    private final UserFactors factors;
    private final WorkOsAccounts accounts;
    private final Discovery discovery;
    private final Queue queue;

    Assessments(
            Migrations migrations,
            AssessmentRows assessments,
            Counts counts,
            UserFactors factors,
            WorkOsAccounts accounts,
            Discovery discovery,
            Queue queue) {
        this.migrations = migrations;
        this.assessments = assessments;
        this.counts = counts;
        this.factors = factors;
        this.accounts = accounts;
        this.discovery = discovery;
        this.queue = queue;
    }

    /** What an assessment looks at. */
    public enum Depth {
        /** What listings show. */
        LISTINGS,
        /** Besides, each user's second factors: one call a user, each of whom Amazon bills as active. */
        FACTORS
    }

    /**
     * Starts an assessment, unless one is under way already. Nothing is written to Cognito or WorkOS.
     *
     * @return whether this call has started it
     * @throws ConflictException where something else runs, nothing can any more, or there is nothing to assess
     */
    @Transactional
    public boolean start(UUID migrationId, Depth depth) {
        Migration migration = migrations.lock(migrationId);
        migration.requireNotErased();
        Optional<Run> running = discovery.running(migration);
        if (running.filter(run -> run.purpose() == Run.Purpose.ASSESSMENT).isPresent()) {
            return false;
        }
        requireIdle(migration);
        discovery.requireSource(migration);
        boolean pool = migration.source().type() == SourceType.USER_POOL;
        if (depth == Depth.FACTORS && !pool) {
            throw new InvalidRequestException("factors", "needs a live user pool: a dump does not have them");
        }
        assessments.begin(migrationId, depth == Depth.FACTORS);
        factors.forget(migrationId);
        Run run = discovery.begin(migration, Run.Purpose.ASSESSMENT, new Audience.All(), Run.Phase.DISCOVERING);
        if (pool) {
            queue.enqueue(migrationId, Kinds.DESCRIBE, run.id().toString());
        } else {
            discovery.read(migration, run);
        }
        return true;
    }

    private static void requireIdle(Migration migration) {
        if (migration.state().running()) {
            throw new ConflictException(
                    "migration-running",
                    "The migration is %s: assess it before that, or when it is done.".formatted(migration.state()));
        }
        if (!migration.state().canBecome(MigrationState.ASSESSING)) {
            throw new ConflictException(
                    "migration-ended",
                    "The migration is %s: create another one for this source.".formatted(migration.state()));
        }
    }

    /** Plans anew from the rows, where there is a plan to be made anew. */
    void planAnew(@Observes OptionsChanged changed) {
        Migration migration = changed.migration();
        boolean planned = assessments
                .find(migration.id())
                .filter(row -> row.readyAt() != null)
                .isPresent();
        if (planned && migration.state().canBecome(MigrationState.ASSESSING)) {
            Run run = discovery.begin(migration, Run.Purpose.PLAN, new Audience.All(), Run.Phase.DISCOVERING);
            discovery.lookAgain(migration, run);
        }
    }

    void forget(@Observes Erasing erasing) {
        UUID id = erasing.migrationId();
        QuarkusTransaction.requiringNew().run(() -> {
            counts.forget(id);
            factors.forget(id);
        });
        while (QuarkusTransaction.requiringNew().call(() -> accounts.forget(id, ERASED_AT_A_TIME)) > 0) {
            // Some at a time, so that no transaction is long.
        }
    }
}
