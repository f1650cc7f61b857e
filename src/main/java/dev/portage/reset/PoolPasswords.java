package dev.portage.reset;

import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPool;
import dev.portage.migration.Migrations;
import dev.portage.migration.Source;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks a user pool whether its users have passwords at all, before anybody is mailed about one. */
@ApplicationScoped
class PoolPasswords {
    private static final Logger LOG = Logger.getLogger(PoolPasswords.class);

    private final Migrations migrations;
    private final PoolDescriptions pools;
    private final RateBudget budget;

    PoolPasswords(Migrations migrations, PoolDescriptions pools, RateBudget budget) {
        this.migrations = migrations;
        this.pools = pools;
        this.budget = budget;
    }

    /**
     * Keeps with the migration what its pool says. Where that can't be asked, as when it is gone already or the source is
     * a dump, what it said last holds.
     */
    void lookUp(UUID migrationId) throws InterruptedException {
        Source source = QuarkusTransaction.requiringNew()
                .call(() -> migrations.get(migrationId).source());
        String region = source.region();
        String pool = source.userPoolId();
        if (region == null || pool == null) {
            return;
        }
        try {
            budget.personal().await(Draw.COGNITO_DESCRIPTION);
        } catch (BudgetExhausted e) {
            return;
        }
        if (pools.describe(region, pool) instanceof Reading.Read<UserPool>(UserPool described)) {
            QuarkusTransaction.requiringNew()
                    .run(() -> migrations.lock(migrationId).passwordless(described.passwordless()));
        } else {
            LOG.infof("Migration %s: its user pool does not tell whether it has passwords", migrationId);
        }
    }
}
