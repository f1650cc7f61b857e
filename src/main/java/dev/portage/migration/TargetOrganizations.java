package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;

/** Which organization of WorkOS stands behind what the options say, as the latest run that looked has found. */
@ApplicationScoped
public class TargetOrganizations {
    private final Jdbi jdbi;

    TargetOrganizations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps that this run has found the organization, with the roles that are wanted in it. */
    public void found(UUID migrationId, UUID runId, OrganizationRef reference, String organizationId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into target_organization (migration_id, reference, organization_id, found_by)
                        values (:migration, :reference, :organization, :run)
                        on conflict (migration_id, reference) do update
                            set organization_id = excluded.organization_id, found_by = excluded.found_by
                        """)
                .bind("migration", migrationId)
                .bind("reference", reference.key())
                .bind("organization", organizationId)
                .bind("run", runId)
                .execute());
    }

    /** The keys of the references that this run has found already. */
    public Set<String> foundBy(UUID migrationId, UUID runId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select reference from target_organization where migration_id = :migration and found_by = :run")
                .bind("migration", migrationId)
                .bind("run", runId)
                .mapTo(String.class)
                .set());
    }

    /** The ids of the organizations, by the keys of the references. */
    public Map<String, String> ids(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select reference, organization_id from target_organization where migration_id = :migration")
                .bind("migration", migrationId)
                .setMapKeyColumn("reference")
                .setMapValueColumn("organization_id")
                .collectInto(new GenericType<Map<String, String>>() {}));
    }

    /** The organization that an earlier run has found behind the reference; empty where none has looked. */
    public Optional<String> id(UUID migrationId, OrganizationRef reference) {
        return Optional.ofNullable(ids(migrationId).get(reference.key()));
    }
}
