package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of the memberships. */
@ApplicationScoped
public class Memberships {
    private static final RowMapper<Membership> ROW = (row, context) -> new Membership(
            row.getObject("migration_id", UUID.class),
            row.getString("sub"),
            row.getString("organization_id"),
            List.of((String[]) row.getArray("role_slugs").getArray()),
            Membership.State.valueOf(row.getString("state")),
            row.getString("reason"),
            row.getString("detail"),
            row.getBoolean("wanted"),
            row.getBoolean("ours"),
            row.getString("workos_membership_id"),
            row.getString("workos_user_id"),
            row.getObject("updated_at", OffsetDateTime.class).toInstant());

    private final Jdbi jdbi;

    Memberships(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A membership that a user is to have.
     *
     * @param roleSlugs the one that goes before others first; none for the organization's default role
     */
    public record Wanted(String sub, String organizationId, List<String> roleSlugs) {}

    /**
     * Adds memberships that are not known yet, and marks for a change those that are to have other roles.
     *
     * @return the keys of those for which something is to be done
     */
    public List<String> want(UUID migrationId, Collection<Wanted> wanted) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into membership (migration_id, sub, organization_id, role_slugs, updated_at)
                        select :migration, sub, organization_id, string_to_array(roles, ' '), clock_timestamp()
                        from unnest(:subs, :organizations, :roles) as wanted (sub, organization_id, roles)
                        on conflict (migration_id, sub, organization_id) do update
                            set role_slugs = excluded.role_slugs, wanted = true, state = 'PENDING', reason = null,
                                detail = null, updated_at = clock_timestamp()
                            where membership.role_slugs <> excluded.role_slugs or not membership.wanted
                                or (membership.state = 'FAILED' and membership.reason = 'undone')
                        returning sub || ' ' || organization_id
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "subs", String.class, wanted.stream().map(Wanted::sub).toList())
                .bindArray(
                        "organizations",
                        String.class,
                        wanted.stream().map(Wanted::organizationId).toList())
                .bindArray(
                        "roles",
                        String.class,
                        wanted.stream()
                                .map(each -> String.join(" ", each.roleSlugs()))
                                .toList())
                .mapTo(String.class)
                .list());
    }

    /**
     * Marks for removal what these users have in these organizations and is not wanted any more.
     *
     * @return the keys of those for which something is to be done
     */
    public List<String> unwant(
            UUID migrationId, Collection<String> subs, Collection<String> organizations, Collection<Wanted> wanted) {
        if (organizations.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update membership set wanted = false, state = 'PENDING', reason = null, detail = null,
                            updated_at = clock_timestamp()
                        where migration_id = :migration and sub = any(:subs) and organization_id = any(:organizations)
                            and wanted and sub || ' ' || organization_id not in (select unnest(:keys))
                        returning sub || ' ' || organization_id
                        """)
                .bind("migration", migrationId)
                .bindArray("subs", String.class, subs)
                .bindArray("organizations", String.class, organizations)
                .bindArray(
                        "keys",
                        String.class,
                        wanted.stream()
                                .map(each -> Membership.key(each.sub(), each.organizationId()))
                                .toList())
                .mapTo(String.class)
                .list());
    }

    /** The memberships with these keys, by key. */
    public Map<String, Membership> find(UUID migrationId, Collection<String> keys) {
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select m.*, u.workos_user_id
                                from unnest(:subs, :organizations) as wanted (sub, organization_id)
                                join membership as m using (sub, organization_id)
                                join source_user as u on u.migration_id = m.migration_id and u.sub = m.sub
                                where m.migration_id = :migration
                                """)
                        .bind("migration", migrationId)
                        .bindArray(
                                "subs",
                                String.class,
                                keys.stream().map(key -> key.split(" ", 2)[0]).toList())
                        .bindArray(
                                "organizations",
                                String.class,
                                keys.stream().map(key -> key.split(" ", 2)[1]).toList())
                        .map(ROW)
                        .list())
                .stream()
                .collect(Collectors.toMap(Membership::key, Function.identity()));
    }

    /** The user's memberships, wanted or not, in the order of their organizations. */
    public List<Membership> of(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select m.*, u.workos_user_id from membership as m
                        join source_user as u using (migration_id, sub)
                        where migration_id = :migration and sub = :sub order by organization_id
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .map(ROW)
                .list());
    }

    /**
     * What became of one membership.
     *
     * @param ours whether Portage has made it; false leaves what was known
     */
    public record Decision(
            String sub,
            String organizationId,
            Membership.State state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String workosMembershipId,
            boolean ours) {}

    /** Writes what became of memberships. One that Portage has made counts as its own until it is removed. */
    public void decide(UUID migrationId, Collection<Decision> decisions) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update membership as m
                        set state = d.state, reason = d.reason, detail = d.detail,
                            workos_membership_id = case when d.state <> 'REMOVED'
                                then coalesce(d.id, m.workos_membership_id) end,
                            ours = d.state <> 'REMOVED' and (m.ours or d.ours),
                            updated_at = clock_timestamp()
                        from unnest(:subs, :organizations, :states, :reasons, :details, :ids, :ours)
                            as d (sub, organization_id, state, reason, detail, id, ours)
                        where m.migration_id = :migration and m.sub = d.sub and m.organization_id = d.organization_id
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "subs",
                        String.class,
                        decisions.stream().map(Decision::sub).toList())
                .bindArray(
                        "organizations",
                        String.class,
                        decisions.stream().map(Decision::organizationId).toList())
                .bindArray(
                        "states",
                        String.class,
                        decisions.stream().map(d -> d.state().name()).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        decisions.stream().map(Decision::reason).toList())
                .bindArray(
                        "details",
                        String.class,
                        decisions.stream().map(Decision::detail).toList())
                .bindArray(
                        "ids",
                        String.class,
                        decisions.stream().map(Decision::workosMembershipId).toList())
                .bindArray(
                        "ours",
                        Boolean.class,
                        decisions.stream().map(Decision::ours).toList())
                .execute());
    }

    /** Failed memberships of users who are in WorkOS become pending again; answers their keys. */
    public List<String> reopenFailed(UUID migrationId, @Nullable String sub) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update membership as m set state = 'PENDING', reason = null, detail = null,
                            updated_at = clock_timestamp()
                        from source_user as u
                        where m.migration_id = :migration and m.state = 'FAILED'
                            and (cast(:sub as text) is null or m.sub = :sub)
                            and u.migration_id = m.migration_id and u.sub = m.sub and u.workos_user_id is not null
                        returning m.sub || ' ' || m.organization_id
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .mapTo(String.class)
                .list());
    }
}
