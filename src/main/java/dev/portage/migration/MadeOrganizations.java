package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The organizations that a migration has created in WorkOS. Every method joins the caller's transaction. */
@ApplicationScoped
public class MadeOrganizations {
    private static final RowMapper<Made> ROW = (row, context) -> new Made(
            row.getString("external_id"),
            row.getString("organization_id"),
            row.getString("connection_ids") == null
                    ? List.of()
                    : List.of(row.getString("connection_ids").split(" ")),
            row.getString("kept"));

    private final Jdbi jdbi;

    MadeOrganizations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * One of them.
     *
     * @param externalId the one that it was to be created with
     * @param organizationId null where the answer to its creation was lost, or never came
     * @param connectionIds the SSO connections that Portage has made in it
     * @param kept why the latest undo has left it; null where none has
     */
    public record Made(
            String externalId,
            @Nullable String organizationId,
            List<String> connectionIds,
            @Nullable String kept) {}

    /** It is about to be created: from now on one with this external id is taken for this migration's. */
    public void intend(UUID migrationId, String externalId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into made_organization (migration_id, external_id) values (:migration, :externalId)
                        on conflict do nothing
                        """)
                .bind("migration", migrationId)
                .bind("externalId", externalId)
                .execute());
    }

    /** It was certainly not created. */
    public void withdraw(UUID migrationId, String externalId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from made_organization
                        where migration_id = :migration and external_id = :externalId and organization_id is null
                        """)
                .bind("migration", migrationId)
                .bind("externalId", externalId)
                .execute());
    }

    /** It is there; nothing happens where it is none that this migration has meant to create. */
    public void found(UUID migrationId, String externalId, String organizationId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update made_organization set organization_id = :organization, kept = null
                        where migration_id = :migration and external_id = :externalId
                        """)
                .bind("migration", migrationId)
                .bind("externalId", externalId)
                .bind("organization", organizationId)
                .execute());
    }

    /** Those that have not been deleted, in the order of their external ids. */
    public List<Made> of(UUID migrationId) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select external_id, m.organization_id, kept, string_agg(connection_id, ' ') as connection_ids
                        from made_organization as m
                        left join provider_connection as c
                            on c.migration_id = m.migration_id and c.organization_id = m.organization_id
                        where m.migration_id = :migration
                        group by 1, 2, 3 order by 1
                        """).bind("migration", migrationId).map(ROW).list());
    }

    /** Those with these external ids, by external id. */
    public Map<String, Made> find(UUID migrationId, Collection<String> externalIds) {
        return of(migrationId).stream()
                .filter(made -> externalIds.contains(made.externalId()))
                .collect(Collectors.toMap(Made::externalId, Function.identity()));
    }

    /** It is deleted: nothing refers to it any more. */
    public void deleted(UUID migrationId, String externalId) {
        jdbi.useHandle(handle -> {
            for (String table : List.of("target_organization", "provider_connection")) {
                handle.createUpdate("delete from " + table + """
                                 where migration_id = :migration and organization_id = (
                                    select organization_id from made_organization
                                    where migration_id = :migration and external_id = :externalId)
                                """)
                        .bind("migration", migrationId)
                        .bind("externalId", externalId)
                        .execute();
            }
            handle.createUpdate("""
                            delete from made_organization
                            where migration_id = :migration and external_id = :externalId
                            """)
                    .bind("migration", migrationId)
                    .bind("externalId", externalId)
                    .execute();
        });
    }

    /** An undo has left it, for this reason. */
    public void kept(UUID migrationId, String externalId, String why) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update made_organization set kept = :why
                        where migration_id = :migration and external_id = :externalId
                        """)
                .bind("migration", migrationId)
                .bind("externalId", externalId)
                .bind("why", why)
                .execute());
    }
}
