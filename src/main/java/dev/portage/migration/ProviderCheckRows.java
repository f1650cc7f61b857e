package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The latest check of each identity provider of a migration, by the provider's name. */
@ApplicationScoped
public class ProviderCheckRows {
    private final Jdbi jdbi;

    ProviderCheckRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The latest check of each provider that was checked. */
    public Map<String, ProviderCheck> of(UUID migrationId) {
        Map<String, ProviderCheck> checks = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("select * from provider_check where migration_id = :migration")
                .bind("migration", migrationId)
                .map((row, context) -> checks.put(
                        row.getString("provider"),
                        new ProviderCheck(
                                ProviderCheck.Status.valueOf(row.getString("status")),
                                row.getString("detail"),
                                row.getString("redirect_uri"),
                                row.getString("workos_client_id"),
                                row.getTimestamp("checked_at").toInstant())))
                .list());
        return checks;
    }

    /** Takes the place of the check before. */
    public void keep(UUID migrationId, String provider, ProviderCheck check) {
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
}
