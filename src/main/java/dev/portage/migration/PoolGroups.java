package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The groups of a user pool, as the latest reading found them, each with the number of its members once it was counted. */
@ApplicationScoped
public class PoolGroups {
    private final Jdbi jdbi;

    PoolGroups(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A group that was read. */
    public record Known(PoolGroup group, @Nullable Long members) {}

    /**
     * Notes groups that a reading of the list has found; harmless to repeat.
     *
     * @param reading tells the readings of the list apart: a run, or any other id
     */
    public void add(UUID migrationId, UUID reading, Collection<PoolGroup> groups) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into pool_group (migration_id, name, description, precedence, reading)
                        select :migration, name, description, precedence, :reading
                        from unnest(:names, :descriptions, :precedences) as found (name, description, precedence)
                        on conflict (migration_id, name) do update set description = excluded.description,
                            precedence = excluded.precedence, reading = excluded.reading
                        """)
                .bind("migration", migrationId)
                .bind("reading", reading)
                .bindArray(
                        "names",
                        String.class,
                        groups.stream().map(PoolGroup::name).toList())
                .bindArray(
                        "descriptions",
                        String.class,
                        groups.stream().map(PoolGroup::description).toList())
                .bindArray(
                        "precedences",
                        Integer.class,
                        groups.stream().map(PoolGroup::precedence).toList())
                .execute());
    }

    /** Forgets the groups that this reading did not find any more. */
    public void keepOnly(UUID migrationId, UUID reading) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from pool_group where migration_id = :migration and reading <> :reading")
                .bind("migration", migrationId)
                .bind("reading", reading)
                .execute());
    }

    /** Counts the members of these groups, which have just been read. */
    public void count(UUID migrationId, Collection<String> names) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update pool_group as g set members = (
                            select count(*) from group_member as m
                            where m.migration_id = g.migration_id and m.group_name = g.name)
                        where migration_id = :migration and name = any(:names)
                        """)
                .bind("migration", migrationId)
                .bindArray("names", String.class, names)
                .execute());
    }

    /** The names in their order; Cognito allows 10,000 groups to a pool. */
    public List<String> names(UUID migrationId) {
        return all(migrationId).stream().map(known -> known.group().name()).toList();
    }

    /** The groups in the order of their names. */
    public List<Known> all(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from pool_group where migration_id = :migration order by name")
                .bind("migration", migrationId)
                .map((row, context) -> new Known(
                        new PoolGroup(
                                row.getString("name"),
                                row.getString("description"),
                                row.getObject("precedence", Integer.class)),
                        row.getObject("members", Long.class)))
                .list());
    }

    /** The precedences of those groups that have one. */
    public Map<String, Integer> precedences(UUID migrationId, Collection<String> names) {
        Map<String, Integer> precedences = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select name, precedence from pool_group
                        where migration_id = :migration and name = any(:names) and precedence is not null
                        """)
                .bind("migration", migrationId)
                .bindArray("names", String.class, names)
                .map((row, context) -> precedences.put(row.getString("name"), row.getInt("precedence")))
                .list());
        return precedences;
    }
}
