package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Who is in which Cognito group. */
@ApplicationScoped
public class GroupMembers {
    private final Jdbi jdbi;

    GroupMembers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes whom the run has found in the group; harmless to repeat. */
    public void add(UUID migrationId, UUID runId, String group, Collection<String> subs) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into group_member (migration_id, sub, group_name, run_id)
                        select distinct :migration, sub, :group, :run from unnest(:subs) as sub
                        on conflict (migration_id, sub, group_name) do update set run_id = excluded.run_id
                        where group_member.run_id <> excluded.run_id
                        """)
                .bind("migration", migrationId)
                .bind("run", runId)
                .bind("group", group)
                .bindArray("subs", String.class, subs)
                .execute());
    }

    /** Forgets those whom this run did not find in these groups, all of which it has read, any more. */
    public void keepOnly(UUID migrationId, UUID runId, Collection<String> groups) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from group_member
                        where migration_id = :migration and group_name = any(:groups) and run_id <> :run
                        """)
                .bind("migration", migrationId)
                .bind("run", runId)
                .bindArray("groups", String.class, groups)
                .execute());
    }

    /** The groups of each of these users; a user without any is not in the answer. */
    public Map<String, Set<String>> of(UUID migrationId, Collection<String> subs) {
        record Member(String sub, String group) {}
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select sub, group_name from group_member
                                where migration_id = :migration and sub = any(:subs)
                                """)
                        .bind("migration", migrationId)
                        .bindArray("subs", String.class, subs)
                        .map((row, context) -> new Member(row.getString("sub"), row.getString("group_name")))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(Member::sub, Collectors.mapping(Member::group, Collectors.toSet())));
    }
}
