package dev.portage.survey;

/**
 * What is counted, each by one statement over the rows of a migration that answers names with numbers of users: at a price
 * in time, but in no memory of ours.
 */
enum Topic {
    STATUS("select status as name, count(*) as users from source_user where migration_id = :migration group by 1"),

    ENABLED("""
            select case when enabled then 'enabled' else 'disabled' end as name, count(*) as users
            from source_user where migration_id = :migration group by 1
            """),

    EMAIL("""
            select case when email is null then 'none'
                        when lower(attributes ->> 'email_verified') = 'true' then 'verified'
                        else 'unverified' end as name, count(*) as users
            from source_user where migration_id = :migration group by 1
            """),

    /** How users sign in: with a password, at a provider, or either way. */
    METHOD("""
            select case when federated_only then coalesce(providers, 'identity provider')
                        when providers is not null then 'password+' || providers
                        else 'password' end as name, count(*) as users
            from source_user
            left join lateral (
                select string_agg(distinct identity ->> 'providerName', '+' order by identity ->> 'providerName')
                    as providers
                from jsonb_array_elements(identities) as identity) as known on true
            where migration_id = :migration group by 1
            """),

    /** The users of each provider, its type before its name, which can have spaces. */
    PROVIDER("""
            select coalesce(identity ->> 'providerType', 'unknown') || ' ' || (identity ->> 'providerName') as name,
                count(distinct sub) as users
            from source_user cross join lateral jsonb_array_elements(identities) as identity
            where migration_id = :migration group by 1
            """),

    /** The domains with most users. */
    DOMAIN("""
            select split_part(email_key, '@', -1) as name, count(*) as users from source_user
            where migration_id = :migration and email_key like '%@%' group by 1 order by users desc, name limit 50
            """),

    /** How many domains there are; they are what is counted here. */
    DOMAINS("""
            select 'domains' as name, count(distinct split_part(email_key, '@', -1)) as users from source_user
            where migration_id = :migration and email_key like '%@%'
            """),

    /** The custom ones, and whichever others go into metadata, those that nobody has among them. */
    ATTRIBUTE("""
            select name, count(value) as users, coalesce(max(char_length(value)), 0) as longest,
                coalesce(max(encoded_length(value)), 0) as longest_encoded,
                coalesce(bool_and(octet_length(value) = char_length(value)), true) as ascii
            from (
                select key as name, value from source_user cross join lateral jsonb_each_text(attributes)
                where migration_id = :migration
                    and (key like 'custom:%' or key like 'dev:custom:%' or key = any(:attributes)) and not is_blank(value)
                union all
                select name, null from unnest(:attributes) as name) as valued
            group by 1
            """),

    GROUP("""
            select g.name, count(m.sub) as users from pool_group as g
            left join group_member as m on m.migration_id = g.migration_id and m.group_name = g.name
            where g.migration_id = :migration group by 1
            """),

    FACTOR("select factor as name, count(*) as users from user_factor where migration_id = :migration group by 1"),

    OUTCOME("""
            select planned_outcome as name, count(*) as users
            from source_user where migration_id = :migration group by 1
            """),

    /** Who goes over, or has, and has no sign-in but a password. */
    RESET("""
            select 'password' as name, count(*) as users from source_user
            where migration_id = :migration and not federated_only and planned_reason is null
                and (planned_outcome in ('wouldImport', 'wouldLink', 'wouldUpdate') or workos_user_id is not null)
            """),

    /** The memberships that follow for those who go over; they are what is counted here. */
    MEMBERSHIP("""
            select 'memberships' as name, count(distinct (sub, organization)) as users from (
                select sub, cast(:organization as text) as organization from source_user
                where migration_id = :migration and cast(:organization as text) is not null
                    and planned_outcome in ('wouldImport', 'wouldLink', 'wouldUpdate')
                union all
                select sub, place.organization from source_user
                join group_member using (migration_id, sub)
                join unnest(:groups, :organizations) as place (group_name, organization) using (group_name)
                where migration_id = :migration
                    and planned_outcome in ('wouldImport', 'wouldLink', 'wouldUpdate')) as wanted
            """),

    /** Who would not go over, by the reason; with examples. */
    SKIPPED("""
            select substring(planned_outcome from '^wouldSkip\\((.*)\\)$') as name, sub
            from source_user where migration_id = :migration and planned_outcome like 'wouldSkip(%'
            """),

    /**
     * Whose attributes do not all fit into metadata where they should go there, and why; with examples. Where no map chooses,
     * all custom ones should. A map names no more than there are keys, and what it leaves out is to be left out.
     */
    MISFIT("""
            select misfit as name, sub from (
                select sub, count(*) as attributes,
                    bool_or(case when :encode then encoded_length(value) else char_length(value) end
                        > :longestValue) as long,
                    bool_or(octet_length(value) > char_length(value)) and not :encode as other
                from source_user cross join lateral jsonb_each_text(attributes)
                where migration_id = :migration
                    and (key = any(:attributes) or :automatic and (key like 'custom:%' or key like 'dev:custom:%'))
                    and not is_blank(value)
                group by 1) as measured
            cross join lateral (values
                ('attributes-too-many', attributes > :keys),
                ('attribute-too-long', long),
                ('attribute-not-ascii', other)) as found (misfit, is_so)
            where is_so
            """),

    /** Whose address or external id WorkOS has already, of those who have not gone over; with examples. */
    IN_WORKOS("""
            select 'in-workos' as name, sub from source_user as u
            where migration_id = :migration and workos_user_id is null
                and (exists (select from workos_account as a
                             where a.migration_id = u.migration_id and a.email_key = u.email_key)
                    or exists (select from workos_account as a
                               where a.migration_id = u.migration_id and a.external_id = u.sub))
            """);

    private final String sql;

    Topic(String sql) {
        this.sql = sql;
    }

    /** A select of name, users and, for attributes, their longest values and ascii; or, with examples, of name and sub. */
    String sql() {
        return sql;
    }

    boolean withExamples() {
        return this == SKIPPED || this == MISFIT || this == IN_WORKOS;
    }

    boolean ofValues() {
        return this == ATTRIBUTE;
    }

    /** Whether only a reading of the pool brings this: a plan made anew leaves it as it was. */
    boolean onlyWhenRead() {
        return this == GROUP || this == FACTOR;
    }
}
