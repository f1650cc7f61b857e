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

/** The rows of the memberships. */
@ApplicationScoped
public class Memberships {
    private static final RowMapper<Membership> ROW = (row, context) -> new Membership(
            row.getObject("migration_id", UUID.class),
            row.getString("sub"),
            row.getString("organization_id"),
            row.getString("role_slug"),
            Membership.State.valueOf(row.getString("state")),
            row.getString("reason"),
            row.getString("detail"),
            row.getString("workos_user_id"));

    private final Jdbi jdbi;

    Memberships(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A membership that a user is to have. */
    public record Wanted(
            String sub, String organizationId, @Nullable String roleSlug) {}

    /** Adds memberships that are not known yet; answers the keys of those added. */
    public List<String> add(UUID migrationId, Collection<Wanted> wanted) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into membership (migration_id, sub, organization_id, role_slug, updated_at)
                        select :migration, sub, organization_id, role_slug, clock_timestamp()
                        from unnest(:subs, :organizations, :roles) as wanted (sub, organization_id, role_slug)
                        on conflict do nothing
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
                        wanted.stream().map(Wanted::roleSlug).toList())
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

    /** What became of one membership. */
    public record Decision(
            String sub,
            String organizationId,
            Membership.State state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String workosMembershipId) {}

    public void decide(UUID migrationId, Collection<Decision> decisions) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update membership as m
                        set state = d.state, reason = d.reason, detail = d.detail,
                            workos_membership_id = coalesce(d.id, m.workos_membership_id),
                            updated_at = clock_timestamp()
                        from unnest(:subs, :organizations, :states, :reasons, :details, :ids)
                            as d (sub, organization_id, state, reason, detail, id)
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
                .execute());
    }

    /** Failed memberships become pending again; answers their keys. */
    public List<String> reopenFailed(UUID migrationId, @Nullable String sub) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update membership set state = 'PENDING', reason = null, detail = null,
                            updated_at = clock_timestamp()
                        where migration_id = :migration and state = 'FAILED'
                            and (cast(:sub as text) is null or sub = :sub)
                        returning sub || ' ' || organization_id
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .mapTo(String.class)
                .list());
    }
}
