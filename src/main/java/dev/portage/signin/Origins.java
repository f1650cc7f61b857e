package dev.portage.signin;

import dev.portage.cognito.PoolAddress;
import dev.portage.cognito.SignInConfig;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.SourceType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Which migration users come from who are not in WorkOS yet. */
@ApplicationScoped
class Origins {
    private final Migrations migrations;
    private final SignInConfig config;

    Origins(Migrations migrations, SignInConfig config) {
        this.migrations = migrations;
        this.config = config;
    }

    /** The live migration of the app client's pool; where that is not named, the newest of any pool. */
    Optional<Origin> current() {
        return QuarkusTransaction.requiringNew()
                .call(() -> migrations
                        .newestLive(config.userPoolId().filter(id -> !id.isBlank()))
                        .map(Origins::origin));
    }

    /** That migration; empty where it is not live any more. */
    Optional<Origin> of(UUID migrationId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> migrations
                        .findByIdOptional(migrationId)
                        .filter(migration -> migration.source().type() == SourceType.USER_POOL)
                        .filter(migration -> migration.erasedAt() == null
                                && migration.state().live()
                                && !migrations.undoing(migrationId))
                        .map(Origins::origin));
    }

    private static Origin origin(Migration migration) {
        return new Origin(
                migration.id(),
                new PoolAddress(
                        Objects.requireNonNull(migration.source().userPoolId()),
                        Objects.requireNonNull(migration.source().region())),
                migration.options());
    }
}
