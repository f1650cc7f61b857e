package dev.portage.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The rows of the organizations whose connections take a provider's place. */
@ApplicationScoped
class FederationRows {
    private final Jdbi jdbi;

    FederationRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void connected(UUID migrationId, String provider, String organizationId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into provider_connection (migration_id, provider, organization_id)
                        values (:migration, :provider, :organization)
                        on conflict (migration_id, provider) do update
                            set organization_id = excluded.organization_id, connection_id = null
                            where provider_connection.organization_id <> excluded.organization_id
                        """)
                .bind("migration", migrationId)
                .bind("provider", provider)
                .bind("organization", organizationId)
                .execute());
    }

    /** Portage has made this connection there. */
    void made(UUID migrationId, String provider, String connectionId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update provider_connection set connection_id = :connection
                        where migration_id = :migration and provider = :provider
                        """)
                .bind("migration", migrationId)
                .bind("provider", provider)
                .bind("connection", connectionId)
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
