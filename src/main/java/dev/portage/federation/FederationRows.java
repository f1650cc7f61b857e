package dev.portage.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** The rows of the organizations whose connections take a provider's place, and of what metadata said. */
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

    /** Keeps what the metadata at the provider's address said. */
    void read(UUID migrationId, String provider, SamlMetadata metadata) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into saml_metadata (migration_id, provider, entity_id, sign_on_url, certificate_expires)
                        values (:migration, :provider, :entityId, :signOnUrl, cast(:expires as timestamptz[]))
                        on conflict (migration_id, provider) do update set entity_id = excluded.entity_id,
                            sign_on_url = excluded.sign_on_url, certificate_expires = excluded.certificate_expires
                        """)
                .bind("migration", migrationId)
                .bind("provider", provider)
                .bind("entityId", metadata.entityId())
                .bind("signOnUrl", metadata.signOnUrl())
                .bindArray(
                        "expires",
                        String.class,
                        metadata.certificateExpires().stream()
                                .map(Instant::toString)
                                .toList())
                .execute());
    }

    /** What the metadata of the providers said, by their names. */
    Map<String, SamlMetadata> metadata(UUID migrationId) {
        return jdbi
                .withHandle(handle -> handle.createQuery("select * from saml_metadata where migration_id = :migration")
                        .bind("migration", migrationId)
                        .map((row, context) -> Map.entry(
                                row.getString("provider"),
                                new SamlMetadata(
                                        row.getString("entity_id"),
                                        row.getString("sign_on_url"),
                                        Stream.of((Timestamp[]) row.getArray("certificate_expires")
                                                        .getArray())
                                                .map(Timestamp::toInstant)
                                                .toList())))
                        .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
