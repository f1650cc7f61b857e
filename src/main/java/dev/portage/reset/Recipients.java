package dev.portage.reset;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Who of a migration's users gets a mail, who does not, and why. The whole choice is one query, for every audience:
 * {@link RecipientsSql}.
 */
@ApplicationScoped
class Recipients {
    /** So many users are looked at in some ten milliseconds. */
    private static final int LONGEST = 5_000;

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
                .withHandle(handle -> bound(handle.createQuery(RecipientsSql.census(choice)), choice)
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

    /** How far a look at the next users has come, and whom of them it found. */
    private record Stretch(List<Recipient> chosen, @Nullable String last, boolean more) {}

    /** Those who are chosen, in the order of their subs. */
    List<Recipient> list(Choice choice, String afterSub, int limit) {
        List<Recipient> found = new ArrayList<>();
        Stretch next = new Stretch(List.of(), afterSub, true);
        for (int size = limit; next.more() && found.size() < limit; size = Math.min(2 * size, LONGEST)) {
            next = stretch(choice, requireNonNull(next.last()), size);
            found.addAll(next.chosen());
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private Stretch stretch(Choice choice, String afterSub, int size) {
        return jdbi.withHandle(handle -> bound(handle.createQuery(next(choice) + """
                                select (select max(sub) from stretch) as last, (select count(*) from stretch) as n,
                                    array(select sub from chosen where sub > :after order by sub limit :limit) as subs,
                                    array(select email from chosen where sub > :after order by sub limit :limit) as emails
                                """), choice)
                .bind("after", afterSub)
                .bind("limit", size)
                .map((row, context) -> {
                    String[] subs = (String[]) row.getArray("subs").getArray();
                    String[] emails = (String[]) row.getArray("emails").getArray();
                    return new Stretch(
                            IntStream.range(0, subs.length)
                                    .mapToObj(i -> new Recipient(subs[i], emails[i]))
                                    .toList(),
                            row.getString("last"),
                            row.getInt("n") == size);
                })
                .one());
    }

    private static String next(Choice choice) {
        return choice.audience() instanceof ResetAudience.Canary
                ? RecipientsSql.canary(choice)
                : RecipientsSql.nextChosen(choice);
    }

    /**
     * Looks at this many of those who can be meant, and writes down who of them is chosen, in the order of their subs.
     *
     * @return the last sub, to go on from; empty where nobody is left
     */
    Optional<String> writeDown(UUID campaign, Choice choice, String afterSub, int limit) {
        return jdbi.withHandle(handle -> bound(handle.createQuery(next(choice) + """
                                , written as (
                                    insert into password_reset
                                        (id, migration_id, campaign_id, sub, email, workos_user_id, had_password, updated_at)
                                    select gen_random_uuid(), :migration, :campaign, sub, email, workos_user_id,
                                        had_password, clock_timestamp()
                                    from chosen where sub > :after order by sub limit :limit)
                                select max(sub) from stretch having count(*) = :limit
                                """), choice)
                .bind("campaign", campaign)
                .bind("after", afterSub)
                .bind("limit", limit)
                .mapTo(String.class)
                .findOne());
    }

    /**
     * What speaks against a mail to each of these addresses, by address in lower case: that its user signs in through a
     * provider only, in a pool without passwords, or has a password.
     */
    Map<String, String> needless(UUID migrationId, List<String> emails) {
        Choice choice = new Choice(migrationId, new ResetAudience.Emails(emails), true, false);
        return jdbi
                .withHandle(handle -> bound(handle.createQuery(RecipientsSql.judged(choice) + """
                                        select email_key, left_out from judged
                                        where left_out in ('federated-only', 'passwordless', 'has-password')
                                        """), choice)
                        .map((row, context) -> Map.entry(row.getString("email_key"), row.getString("left_out")))
                        .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
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
