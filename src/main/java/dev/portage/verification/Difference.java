package dev.portage.verification;

import java.util.List;

/**
 * How the id map and WorkOS can differ, each as one statement that selects the {@code sub} of every user concerned.
 * PostgreSQL joins what was listed with the rows, at a price in time, but in no memory of ours. Rows that have changed
 * since the verification began are left out: they would be compared with what WorkOS had before.
 */
enum Difference {
    /** Should be in WorkOS and is not. */
    MISSING("missing", of("a.id is null")),

    /** In WorkOS under the external id of a user who has not gone there, by what the id map says. */
    EXTRA("extra", """
            select u.sub from verified_account as a
            join source_user as u on u.migration_id = :migration and u.sub = a.external_id
            where a.verification_id = :verification and u.updated_at <= :since
                and u.workos_user_id is distinct from a.id
            """),

    /** There, but not under the user's external id. */
    CHANGED_EXTERNAL_ID("changedExternalId", of("a.id is not null and a.external_id is distinct from u.sub")),

    /**
     * There under another address, although nobody has signed in who could have changed it, and Cognito's has not changed.
     * Accounts that were there before keep theirs, and so do those whose new address Cognito has not verified.
     */
    CHANGED_EMAIL("changedEmail", of("""
                    a.email_key <> u.email_key and not a.signed_in and u.state = 'IMPORTED'
                        and u.settled_digest = u.digest and lower(u.attributes ->> 'email_verified') = 'true'
                    """)),

    /** One account for two users, or two accounts with one external id or address. */
    DUPLICATE("duplicate", """
            select sub from (
                select sub, count(*) over (partition by workos_user_id) as n from source_user
                where migration_id = :migration and workos_user_id is not null and updated_at <= :since) as shared
            where n > 1
            union
            select external_id from verified_account
            where verification_id = :verification and external_id is not null group by external_id having count(*) > 1
            union
            select max(id) from verified_account
            where verification_id = :verification group by email_key having count(*) > 1
            """),

    /** Should be verified, and is not. */
    UNVERIFIED("unverified", of("a.unverified")),

    /** Has lost custom attributes, or has others than Cognito. No part of the reconciliation. */
    LOST_ATTRIBUTES("different", of("cardinality(a.lost) > 0"));

    /** Those that a reconciliation looks for. */
    static final List<Difference> RECONCILED =
            List.of(MISSING, EXTRA, CHANGED_EXTERNAL_ID, CHANGED_EMAIL, DUPLICATE, UNVERIFIED);

    private final String slug;
    private final String sql;

    Difference(String slug, String sql) {
        this.slug = slug;
        this.sql = sql;
    }

    private static String of(String condition) {
        return """
                select u.sub from source_user as u
                left join verified_account as a on a.verification_id = :verification and a.id = u.workos_user_id
                where u.migration_id = :migration and u.workos_user_id is not null and u.updated_at <= :since
                    and\s""" + condition;
    }

    /** What callers call it. */
    String slug() {
        return slug;
    }

    String sql() {
        return sql;
    }
}
