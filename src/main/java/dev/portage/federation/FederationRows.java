package dev.portage.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The rows of the checks, and of the organizations whose connections take a provider's place. */
@ApplicationScoped
class FederationRows {
    private final Jdbi jdbi;

    FederationRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The latest check of each provider that was checked. */
    Map<String, Check> checks(UUID migrationId) {
        Map<String, Check> checks = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("select * from provider_check where migration_id = :migration")
                .bind("migration", migrationId)
                .map((row, context) -> checks.put(
                        row.getString("provider"),
                        new Check(
                                Check.Status.valueOf(row.getString("status")),
                                row.getString("detail"),
                                row.getString("redirect_uri"),
                                row.getString("workos_client_id"),
                                row.getTimestamp("checked_at").toInstant())))
                .list());
        return checks;
    }

    void keep(UUID migrationId, String provider, Check check) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into provider_check (migration_id, provider, status, detail, redirect_uri,
                            workos_client_id, checked_at)
                        values (:migration, :provider, :status, :detail, :redirectUri, :clientId, :at)
                        on conflict (migration_id, provider) do update set status = excluded.status,
                            detail = excluded.detail, redirect_uri = excluded.redirect_uri,
                            workos_client_id = excluded.workos_client_id, checked_at = excluded.checked_at
                        """)
                .bind("migration", migrationId)
                .bind("provider", provider)
                .bind("status", check.status().name())
                .bind("detail", check.detail())
                .bind("redirectUri", check.redirectUri())
                .bind("clientId", check.workosClientId())
                .bindByType("at", Objects.requireNonNull(check.checkedAt()), Instant.class)
                .execute());
    }

    void connected(UUID migrationId, String provider, String organizationId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into provider_connection (migration_id, provider, organization_id)
                        values (:migration, :provider, :organization)
                        on conflict (migration_id, provider) do update set organization_id = excluded.organization_id
                        """)
                .bind("migration", migrationId)
                .bind("provider", provider)
                .bind("organization", organizationId)
                .execute());
    }

    /** The organization whose connection takes the provider's place. */
    Optional<String> organization(UUID migrationId, String provider) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select organization_id from provider_connection
                        where migration_id = :migration and provider = :provider
                        """)
                .bind("migration", migrationId)
                .bind("provider", provider)
                .mapTo(String.class)
                .findOne());
    }
}
