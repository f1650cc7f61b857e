package dev.portage.verification;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** Compares what was listed with the rows, by statements that each may take seconds; in no transaction of a caller's. */
@ApplicationScoped
class Comparisons {
    private static final int EXAMPLES = 10;

    private final Jdbi jdbi;

    Comparisons(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many users something is so of, with the subs of a few. */
    record Found(long users, List<String> examples) {}

    Found of(Difference difference, Verification verification) {
        return found(difference.sql(), verification);
    }

    private Found found(String sql, Verification verification) {
        long users = count("select count(*) from (" + sql + ") as found", verification);
        return new Found(
                users,
                users == 0
                        ? List.of()
                        : jdbi.withHandle(handle -> handle.createQuery(
                                        "select sub from (" + sql + ") as found order by sub limit " + EXAMPLES)
                                .configure(SqlStatements.class, all -> all.setUnusedBindingAllowed(true))
                                .bind("verification", verification.id())
                                .bind("migration", verification.migrationId())
                                .bind("since", verification.startedAt())
                                .mapTo(String.class)
                                .list()));
    }

    private long count(String sql, Verification verification) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .configure(SqlStatements.class, all -> all.setUnusedBindingAllowed(true))
                .bind("verification", verification.id())
                .bind("migration", verification.migrationId())
                .bind("since", verification.startedAt())
                .mapTo(long.class)
                .one());
    }

    /** Users who have gone over, by the id map. */
    long inIdMap(Verification verification) {
        return count("""
                select count(*) from source_user
                where migration_id = :migration and workos_user_id is not null and updated_at <= :since
                """, verification);
    }

    /** Users whose row has changed since the verification began. */
    long changedMeanwhile(Verification verification) {
        return count("""
                select count(*) from source_user
                where migration_id = :migration and workos_user_id is not null and updated_at > :since
                """, verification);
    }

    /** Users who have another address in WorkOS since they signed in there, as a provider or they themselves set it. */
    long changedAtSignIn(Verification verification) {
        return count("""
                select count(*) from source_user as u
                join verified_account as a on a.verification_id = :verification and a.id = u.workos_user_id
                where u.migration_id = :migration and a.email_key <> u.email_key and a.signed_in
                """, verification);
    }

    /** Users who are in WorkOS and have never signed in there. */
    long neverSignedIn(Verification verification) {
        return count(SIGNED_IN_NEVER, verification);
    }

    /** Those of them who sign in through a provider only: a first sign-in links them. */
    long unlinked(Verification verification) {
        return count(SIGNED_IN_NEVER + " and u.federated_only", verification);
    }

    private static final String SIGNED_IN_NEVER = """
            select count(*) from source_user as u
            join verified_account as a on a.verification_id = :verification and a.id = u.workos_user_id
            where u.migration_id = :migration and not a.signed_in
            """;

    /** Values of attributes that were compared. */
    long valuesCompared(Verification verification) {
        return count(
                "select coalesce(sum(compared), 0) from verified_account where verification_id = :verification",
                verification);
    }

    long usersWithValues(Verification verification) {
        return count(
                "select count(*) from verified_account where verification_id = :verification and compared > 0",
                verification);
    }

    long memberships(Verification verification) {
        return count(
                "select count(*) from membership where migration_id = :migration and state <> 'REMOVED'", verification);
    }

    /** Assigned, and not in WorkOS. */
    Found missingMemberships(Verification verification) {
        return found(MEMBER + " and m.state = 'ASSIGNED' and v.user_id is null", verification);
    }

    /**
     * In WorkOS with another role: without the one that goes before others, or, where an environment gives several,
     * without one of them. A membership that was there before keeps those it had.
     */
    Found otherRoles(Verification verification) {
        return found(MEMBER + """
                         and m.state = 'ASSIGNED' and v.user_id is not null and m.ours
                            and cardinality(m.role_slugs) > 0
                            and (not m.role_slugs[1] = any(v.roles)
                                or cardinality(v.roles) > 1 and not m.role_slugs <@ v.roles)
                        """, verification);
    }

    /** Not assigned, or failed. */
    Found unassigned(Verification verification) {
        return found(MEMBER + " and m.state in ('PENDING', 'FAILED')", verification);
    }

    private static final String MEMBER = """
            select distinct m.sub from membership as m
            join source_user as u on u.migration_id = m.migration_id and u.sub = m.sub
            left join verified_membership as v on v.verification_id = :verification
                and v.organization_id = m.organization_id and v.user_id = u.workos_user_id
            where m.migration_id = :migration and u.workos_user_id is not null and m.updated_at <= :since
            """;

    /** The users of each identity provider, by its name. */
    Map<String, Long> federated(Verification verification) {
        Map<String, Long> users = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select identity ->> 'providerName' as name, count(distinct sub) as users
                        from source_user cross join lateral jsonb_array_elements(identities) as identity
                        where migration_id = :migration group by 1
                        """)
                .bind("migration", verification.migrationId())
                .map((row, context) -> Map.entry(row.getString("name"), row.getLong("users")))
                .forEach(each -> users.put(each.getKey(), each.getValue())));
        return users;
    }
}
