package dev.portage.reset;

import dev.portage.reset.Recipients.Choice;

/**
 * The queries that choose whom to mail. Where it is from everybody, a census reads no more of the users than an index of those
 * who have gone over. A list goes through those who can be meant stretch by stretch, in the order of their subs: the planner
 * can't guess how many of them are chosen, and would look at all of them for each page.
 */
final class RecipientsSql {
    /** The latest mail of one user, looked up user by user. */
    private static final String LATEST = """
            left join lateral (
                select state, sent_at from password_reset as reset
                where reset.migration_id = u.migration_id and reset.sub = u.sub and reset.state <> 'FAILED'
                order by reset.state = 'QUEUED' desc, reset.seq desc limit 1) as latest on true
            """;

    /** The same of everybody, where everybody is looked at. */
    private static final String LATEST_OF_ALL = """
            left join (
                select distinct on (sub) sub as mailed, state, sent_at from password_reset
                where migration_id = :migration and state <> 'FAILED'
                order by sub, state = 'QUEUED' desc, seq desc) as latest on latest.mailed = u.sub
            """;

    private static final String OVER = " and u.workos_user_id is not null and (:force or not migration.passwordless)";

    private RecipientsSql() {}

    /** How many there are of each verdict, which is empty for those who are chosen. */
    static String census(Choice choice) {
        return everybody(choice)
                ? censusOfAll(choice)
                : "with " + judged(choice, LATEST, "")
                        + "select coalesce(left_out, '') as verdict, count(*) as n from judged group by 1";
    }

    private static boolean everybody(Choice choice) {
        return switch (choice.audience().kind()) {
            case WITHOUT_PASSWORD, ALL, CANARY, NOT_COMPLETED -> true;
            case EMAILS, USER -> false;
        };
    }

    /** Those who have not gone over are counted already. */
    private static String censusOfAll(Choice choice) {
        return "with " + judged(choice, LATEST_OF_ALL, " and u.workos_user_id is not null") + """
                , counted as (select coalesce(left_out, '') as verdict, count(*) as n from judged group by 1)
                select verdict, n from counted
                union all
                select * from (
                    select 'not-migrated' as verdict,
                        (select coalesce(sum(n), 0) from tally where owner = :migration and topic = 'user')
                            - (select coalesce(sum(n), 0) from counted) as n) as others
                where n > 0
                """;
    }

    /** A query of every user that the audience looks at, with the reason against a mail, to be gone on with. */
    static String judged(Choice choice) {
        return "with " + judged(choice, LATEST, "");
    }

    /**
     * Users with the reason against a mail, which is null where there is none.
     *
     * @param latest how the latest mail of a user is found
     * @param where what else is to be true of a user
     */
    private static String judged(Choice choice, String latest, String where) {
        return """
                judged as not materialized (
                    select u.sub, u.email, u.email_key, u.workos_user_id, u.status, u.enabled,
                        known.how is not null as had_password,
                        case when u.state not in ('IMPORTED', 'LINKED') or u.workos_user_id is null
                                 then 'not-migrated'
                             when u.reason in ('gone', 'disabled-since') then u.reason
                             when u.federated_only and not :force then 'federated-only'
                             when migration.passwordless and not :force then 'passwordless'
                """ + need(choice.audience()) + """
                             when latest.state = 'QUEUED' then 'queued-already'
                """ + history(choice.audience()) + """
                        end as left_out
                    from source_user as u
                    join migration on migration.id = u.migration_id
                    left join workos_password as known on known.workos_user_id = u.workos_user_id
                """ + latest
                + " where u.migration_id = :migration" + among(choice.audience()) + where + ")\n";
    }

    private static String need(ResetAudience audience) {
        return switch (audience.kind()) {
            case WITHOUT_PASSWORD, CANARY, NOT_COMPLETED -> "when known.how is not null then 'has-password'\n";
            case EMAILS -> "when known.how is not null and not :force then 'has-password'\n";
            case ALL -> "when known.how = 'CARRIED_OVER' then 'has-password'\n";
            // Who asks for one user knows why.
            case USER -> "";
        };
    }

    private static String history(ResetAudience audience) {
        return switch (audience.kind()) {
            case NOT_COMPLETED -> """
                    when latest.state is null then 'not-mailed'
                    when latest.state = 'COMPLETED' then 'completed'
                    when latest.state = 'UNCERTAIN' then 'uncertain'
                    when latest.sent_at >= :sentBefore then 'mailed-since'
                    """;
            case WITHOUT_PASSWORD, ALL, CANARY, EMAILS, USER ->
                "when latest.state is not null and not :again then 'mailed-already'\n";
        };
    }

    private static String among(ResetAudience audience) {
        return switch (audience.kind()) {
            case EMAILS -> " and u.email_key = any(:emails)";
            case USER -> " and u.sub = :sub";
            case WITHOUT_PASSWORD, ALL, CANARY, NOT_COMPLETED -> "";
        };
    }

    /**
     * Those of the next {@code :limit} after {@code :after} who are chosen, to be gone on with; the table {@code stretch} has
     * the subs of all whom it went through.
     */
    static String nextChosen(Choice choice) {
        return """
                with stretch as materialized (
                    select u.sub from source_user as u join migration on migration.id = u.migration_id
                    where u.migration_id = :migration and u.sub > :after
                """ + among(choice.audience()) + possible(choice)
                + " order by u.sub limit :limit), "
                + judged(choice, LATEST, " and u.sub = any(array(select sub from stretch))")
                + ", chosen as (select * from judged where left_out is null)\n";
    }

    /**
     * The best of all to try a campaign on, to be gone on with: there are nearly always enough of them, and they are found
     * without looking at everybody.
     */
    static String canary(Choice choice) {
        return "with " + judged(choice, LATEST, possible(choice)) + """
                , best as materialized (
                    select * from judged where left_out is null and status = 'CONFIRMED' and enabled
                    order by sub limit :count)
                , chosen as (
                    select * from best
                    union all
                    (select * from judged
                     where left_out is null and not (status = 'CONFIRMED' and enabled)
                         and (select count(*) from best) < :count
                     order by status = 'CONFIRMED' desc, enabled desc, sub
                     limit greatest(0, :count - (select count(*) from best))))
                , stretch as (select sub from chosen where sub > :after order by sub limit :limit)
                """;
    }

    /** What is true of all who are chosen, in words that an index knows. */
    private static String possible(Choice choice) {
        return switch (choice.audience().kind()) {
            case EMAILS, USER -> "";
            case ALL -> OVER;
            case WITHOUT_PASSWORD, CANARY -> OVER + left(choice);
            case NOT_COMPLETED ->
                OVER + left(choice)
                        + " and exists (select from password_reset as sent where sent.migration_id = u.migration_id"
                        + " and sent.sub = u.sub and sent.state = 'SENT')";
        };
    }

    /** Who signs in by a provider has none either, and is mailed by force only. */
    private static String left(Choice choice) {
        return choice.force() ? "" : " and u.without_password";
    }
}
