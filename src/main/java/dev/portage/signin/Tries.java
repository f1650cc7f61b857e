package dev.portage.signin;

import dev.portage.migration.AddressHash;
import dev.portage.migration.EndUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How often somebody may try, per e-mail address and per client, counted in the database that all replicas share. A try
 * is taken before anybody is asked, and given back when it was the right password: so only wrong ones use tries up.
 */
@ApplicationScoped
class Tries {
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Jdbi jdbi;
    private final AddressHash hash;

    Tries(Jdbi jdbi, AddressHash hash) {
        this.jdbi = jdbi;
        this.hash = hash;
    }

    /** What is limited; each is counted by itself. */
    enum What {
        PASSWORD,
        RESET
    }

    /** How many there may be in a minute. */
    record Limits(What what, int perEmail, int perAddress) {}

    /** Takes a try; how long to wait, where there is none left. */
    Optional<Duration> take(Limits limits, String email, EndUser from) {
        String client = from.ipAddress();
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("email", key(limits.what(), hash.ofEmail(email)))
                .bind("emailStep", MINUTE_MILLIS / limits.perEmail())
                .bind("client", client == null ? null : key(limits.what(), hash.ofClient(client)))
                .bind("clientStep", MINUTE_MILLIS / limits.perAddress())
                .map((row, context) -> row.getBoolean("taken")
                        ? Optional.<Duration>empty()
                        : Optional.of(Duration.ofMillis(row.getLong("wait"))))
                .one());
    }

    /**
     * Each try uses up its share of a minute; there is one as long as no more than the minute ahead is used up. A client
     * that has none left does not use up those of the address that it tries. Nothing waits for the disk: what a crash of
     * the database forgets are tries of its last moment.
     */
    private static final String TAKE = """
            with asked as materialized (
                select cast(:client as bytea) as client, :clientStep * interval '1 ms' as client_step,
                    cast(:email as bytea) as email, :emailStep * interval '1 ms' as email_step,
                    set_config('synchronous_commit', 'off', true)),
            client as (
                insert into sign_in_try as t (key, used_until)
                select client, clock_timestamp() + client_step from asked where client is not null
                on conflict (key) do update
                    set used_until = greatest(t.used_until, clock_timestamp()) + (select client_step from asked)
                    where greatest(t.used_until, clock_timestamp()) + (select client_step from asked)
                        <= clock_timestamp() + interval '1 min'
                returning 1),
            open as materialized (
                select * from asked where client is null or exists (select 1 from client)),
            taken as (
                insert into sign_in_try as t (key, used_until)
                select email, clock_timestamp() + email_step from open
                on conflict (key) do update
                    set used_until = greatest(t.used_until, clock_timestamp()) + (select email_step from asked)
                    where greatest(t.used_until, clock_timestamp()) + (select email_step from asked)
                        <= clock_timestamp() + interval '1 min'
                returning 1),
            full_one as (
                select email as key, email_step as step from open
                union all
                select client, client_step from asked where not exists (select 1 from open))
            select exists (select 1 from taken) as taken,
                coalesce((select extract(epoch from used_until + step - interval '1 min' - clock_timestamp()) * 1000
                    from full_one join sign_in_try using (key)), 0) as wait
            """;

    /** Somebody who got in, and whose try is given back. */
    record Right(String email, EndUser from) {}

    /** Clients before addresses, and each in the same order in every replica: as tries are taken, or locks would cross. */
    void giveBack(Limits limits, Collection<Right> rights) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    "update sign_in_try set used_until = used_until - :step * interval '1 ms' where key = :key");
            rights.stream()
                    .map(right -> right.from().ipAddress())
                    .filter(Objects::nonNull)
                    .map(client -> key(limits.what(), hash.ofClient(client)))
                    .sorted(Arrays::compare)
                    .forEach(key -> batch.bind("key", key)
                            .bind("step", MINUTE_MILLIS / limits.perAddress())
                            .add());
            rights.stream()
                    .map(right -> key(limits.what(), hash.ofEmail(right.email())))
                    .sorted(Arrays::compare)
                    .forEach(key -> batch.bind("key", key)
                            .bind("step", MINUTE_MILLIS / limits.perEmail())
                            .add());
            batch.execute();
        });
    }

    /** Forgets those who have all their tries, but for who is trying just now. */
    void forgetOld() {
        jdbi.useHandle(handle -> handle.execute("""
                delete from sign_in_try where key in (
                    select key from sign_in_try where used_until < clock_timestamp() - interval '1 min'
                    for update skip locked)
                """));
    }

    private static byte[] key(What what, byte[] hash) {
        byte[] key = new byte[hash.length + 1];
        key[0] = (byte) what.ordinal();
        System.arraycopy(hash, 0, key, 1, hash.length);
        return key;
    }
}
