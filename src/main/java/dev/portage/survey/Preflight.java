package dev.portage.survey;

import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tries whether this service can do its work: nothing that it does writes anything anywhere. */
@ApplicationScoped
public class Preflight {
    private final WorkOsChecks workos;
    private final CognitoChecks cognito;
    private final DatabaseChecks database;
    private final LiveMigrations live;
    private final RateBudget budget;

    Preflight(
            WorkOsChecks workos,
            CognitoChecks cognito,
            DatabaseChecks database,
            LiveMigrations live,
            RateBudget budget) {
        this.workos = workos;
        this.cognito = cognito;
        this.database = database;
        this.live = live;
        this.budget = budget;
    }

    /**
     * What was looked at, and what it comes to.
     *
     * @param ready whether nothing has failed
     */
    @Schema(name = "PreflightResult")
    public record Result(boolean ready, List<Check> items) {
        static Result of(List<Check> items) {
            return new Result(items.stream().noneMatch(item -> item.status() == Check.Status.FAILED), items);
        }
    }

    /** A user pool to try the calls on. */
    public record Pool(String region, String userPoolId) {}

    /**
     * Looks at everything, for the live migrations.
     *
     * @param named the pool to try Cognito's calls on; where none is named, those of the live migrations, or the first that
     *     there is
     * @throws InterruptedException where the service stops
     */
    public Result run(Optional<Pool> named) throws InterruptedException {
        List<Migration> migrations = live.newest();
        Turn turn = budget.turn();
        List<Pool> pools = named.map(List::of).orElseGet(() -> LiveMigrations.pools(migrations));
        return Result.of(Stream.of(workos.check(migrations, turn), cognito.check(pools, turn), database.check())
                .flatMap(List::stream)
                .toList());
    }

    /** The migrations that may still move users, read in a transaction of their own: what is tried takes seconds. */
    @ApplicationScoped
    static class LiveMigrations {
        /** Whoever runs more at a time has seen a preflight before. */
        private static final int MOST = 50;

        private static final int MOST_POOLS = 5;

        private final Migrations migrations;

        LiveMigrations(Migrations migrations) {
            this.migrations = migrations;
        }

        @Transactional
        List<Migration> newest() {
            return migrations.newestFirst(null, MOST).stream()
                    .filter(migration -> migration.state().live() && migration.erasedAt() == null)
                    .toList();
        }

        static List<Pool> pools(List<Migration> migrations) {
            return migrations.stream()
                    .map(Migration::source)
                    .flatMap(source -> source.region() == null || source.userPoolId() == null
                            ? Stream.<Pool>empty()
                            : Stream.of(new Pool(source.region(), source.userPoolId())))
                    .distinct()
                    .limit(MOST_POOLS)
                    .toList();
        }
    }
}
