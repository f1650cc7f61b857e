package dev.portage.reset;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;

/** Who of a migration's users gets a mail, who does not, and why. The whole choice is one query, for every audience. */
@ApplicationScoped
class Recipients {
    private final Jdbi jdbi;

    Recipients(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is to be chosen from. */
    record Choice(UUID migrationId, ResetAudience audience, boolean again, boolean force) {

        static Choice of(UUID migrationId, Order order) {
            return new Choice(migrationId, order.audience(), order.again(), order.force());
        }

        static Choice of(Campaign campaign) {
            return new Choice(
                    campaign.migrationId(), campaign.stretchedAudience(), campaign.again(), campaign.forced());
        }
    }

    /** Who would be mailed. */
    record Recipient(String sub, String email) {}

    /** How many would get a mail, and how many not, by slug. */
    record Census(long chosen, Map<String, Long> leftOut) {}

    Census count(Choice choice) {
        Map<String, Long> byVerdict = jdbi
                .withHandle(handle -> bound(
                                handle.createQuery(
                                        judged(choice)
                                                + "select coalesce(left_out, '') as verdict, count(*) as n from judged group by 1"),
                                choice)
                        .map((row, context) -> Map.entry(row.getString("verdict"), row.getLong("n")))
                        .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
        long chosen = Optional.ofNullable(byVerdict.remove("")).orElse(0L);
        if (choice.audience() instanceof ResetAudience.Canary(int most)) {
            chosen = Math.min(chosen, most);
        }
        if (choice.audience() instanceof ResetAudience.Emails(List<String> emails)) {
            long unknown = keys(emails).size() - known(choice.migrationId(), emails);
            if (unknown > 0) {
                byVerdict.put("unknown", unknown);
            }
        }
        return new Census(chosen, byVerdict);
    }

    /** Those who are chosen, in the order of their subs. */
    List<Recipient> list(Choice choice, String afterSub, int limit) {
        return jdbi.withHandle(handle -> bound(
                        handle.createQuery(judged(choice) + chosen(choice)
                                + "select sub, email from chosen where sub > :after order by sub limit :limit"),
                        choice)
                .bind("after", afterSub)
                .bind("limit", limit)
                .map((row, context) -> new Recipient(row.getString("sub"), row.getString("email")))
                .list());
    }

    /**
     * Writes down those who are chosen, in the order of their subs.
     *
     * @return the last sub, to go on from; empty where nobody is left
     */
    Optional<String> writeDown(UUID campaign, Choice choice, String afterSub, int limit) {
        List<String> subs =
                jdbi.withHandle(handle -> bound(handle.createQuery(judged(choice) + chosen(choice) + """
                                , written as (
                                    insert into password_reset
                                        (id, migration_id, campaign_id, sub, email, workos_user_id, had_password, updated_at)
                                    select gen_random_uuid(), :migration, :campaign, sub, email, workos_user_id,
                                        had_password, clock_timestamp()
                                    from chosen where sub > :after order by sub limit :limit
                                    returning sub)
                                select sub from written order by sub
                                """), choice)
                        .bind("campaign", campaign)
                        .bind("after", afterSub)
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .list());
        return subs.size() < limit ? Optional.empty() : Optional.of(subs.getLast());
    }

    /**
     * What speaks against a mail to each of these addresses, by address in lower case: that its user signs in through a
     * provider only, in a pool without passwords, or has a password.
     */
    Map<String, String> needless(UUID migrationId, List<String> emails) {
        Choice choice = new Choice(migrationId, new ResetAudience.Emails(emails), true, false);
        return jdbi
                .withHandle(handle -> bound(handle.createQuery(judged(choice) + """
                                        select email_key, left_out from judged
                                        where left_out in ('federated-only', 'passwordless', 'has-password')
                                        """), choice)
                        .map((row, context) -> Map.entry(row.getString("email_key"), row.getString("left_out")))
                        .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** Every user that the audience looks at, with the reason against a mail; null where there is none. */
    private static String judged(Choice choice) {
        return """
                with judged as (
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
                    left join lateral (
                        select state, sent_at from password_reset as reset
                        where reset.migration_id = u.migration_id and reset.sub = u.sub and reset.state <> 'FAILED'
                        order by reset.state = 'QUEUED' desc, reset.seq desc limit 1) as latest on true
                    where u.migration_id = :migration
                """ + among(choice.audience())
                + ")\n";
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

    private static String chosen(Choice choice) {
        return choice.audience().kind() == ResetAudience.Kind.CANARY
                ? """
                        , chosen as (
                            select * from judged where left_out is null
                            order by status = 'CONFIRMED' desc, enabled desc, sub limit :count)
                        """
                : ", chosen as (select * from judged where left_out is null)\n";
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Choice choice) {
        ResetAudience audience = choice.audience();
        return statement
                .configure(SqlStatements.class, sql -> sql.setUnusedBindingAllowed(true))
                .bind("migration", choice.migrationId())
                .bind("again", choice.again())
                .bind("force", choice.force())
                .bind("count", audience instanceof ResetAudience.Canary(int count) ? count : 0)
                .bind("sub", audience instanceof ResetAudience.OneUser(String sub) ? sub : "")
                .bind(
                        "sentBefore",
                        audience instanceof ResetAudience.NotCompleted(Instant before) ? before : Instant.EPOCH)
                .bindArray(
                        "emails",
                        String.class,
                        audience instanceof ResetAudience.Emails(List<String> emails) ? keys(emails) : List.of());
    }

    private long known(UUID migrationId, List<String> emails) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(distinct email_key) from source_user
                        where migration_id = :migration and email_key = any(:emails)
                        """)
                .bind("migration", migrationId)
                .bindArray("emails", String.class, keys(emails))
                .mapTo(long.class)
                .one());
    }

    private static List<String> keys(List<String> emails) {
        return emails.stream()
                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
