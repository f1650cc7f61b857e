package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The groups of a user pool, as the latest assessment found them. */
@ApplicationScoped
public class PoolGroups {
    private final Jdbi jdbi;

    PoolGroups(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public void add(UUID migrationId, Collection<String> names) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into pool_group (migration_id, name) select :migration, name from unnest(:names) as name
                        on conflict do nothing
                        """)
                .bind("migration", migrationId)
                .bindArray("names", String.class, names)
                .execute());
    }

    public void forget(UUID migrationId) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from pool_group where migration_id = :migration")
                .bind("migration", migrationId)
                .execute());
    }

    /** The names in their order; Cognito allows 10,000 groups to a pool. */
    public List<String> names(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select name from pool_group where migration_id = :migration order by name")
                .bind("migration", migrationId)
                .mapTo(String.class)
                .list());
    }
}
