package dev.portage.signin;

import dev.portage.migration.AddressHash;
import dev.portage.migration.EndUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
        byte[] emailKey = key(limits.what(), hash.ofEmail(email));
        String address = from.ipAddress();
        byte[] clientKey = address == null ? null : key(limits.what(), hash.ofClient(address));
        return jdbi.withHandle(handle -> {
            // A client that has none left must not use up those of the address that it tries.
            Wait client = clientKey == null
                    ? Wait.NONE
                    : handle.createQuery(TAKE)
                            .bind("key", clientKey)
                            .bind("step", MINUTE_MILLIS / limits.perAddress())
                            .map((row, context) -> new Wait(row.getBoolean("taken"), row.getLong("wait")))
                            .one();
            Wait wait = client.taken()
                    ? handle.createQuery(TAKE)
                            .bind("key", emailKey)
                            .bind("step", MINUTE_MILLIS / limits.perEmail())
                            .map((row, context) -> new Wait(row.getBoolean("taken"), row.getLong("wait")))
                            .one()
                    : client;
            return wait.taken() ? Optional.<Duration>empty() : Optional.of(Duration.ofMillis(wait.millis()));
        });
    }

    private record Wait(boolean taken, long millis) {
        static final Wait NONE = new Wait(true, 0);
    }

    /**
     * Each try uses up its share of a minute; there is one as long as no more than the minute ahead is used up. Nothing
     * waits for the disk: what a crash of the database forgets are tries of its last moment.
     */
    private static final String TAKE = """
            with off as materialized (select set_config('synchronous_commit', 'off', true)),
            taken as (
                insert into sign_in_try as t (key, used_until)
                select :key, clock_timestamp() + :step * interval '1 ms' from off
                on conflict (key) do update
                    set used_until = greatest(t.used_until, clock_timestamp()) + :step * interval '1 ms'
                    where greatest(t.used_until, clock_timestamp()) + :step * interval '1 ms'
                        <= clock_timestamp() + interval '1 min'
                returning 1)
            select exists (select 1 from taken) as taken,
                coalesce((select extract(epoch from used_until + :step * interval '1 ms'
                        - interval '1 min' - clock_timestamp()) * 1000
                    from sign_in_try where key = :key), 0) as wait
            """;

    /** Somebody who got in, and whose try is given back. */
    record Right(String email, EndUser from) {}

    void giveBack(Limits limits, Iterable<Right> rights) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    "update sign_in_try set used_until = used_until - :step * interval '1 ms' where key = :key");
            for (Right right : rights) {
                batch.bind("key", key(limits.what(), hash.ofEmail(right.email())))
                        .bind("step", MINUTE_MILLIS / limits.perEmail())
                        .add();
                String address = right.from().ipAddress();
                if (address != null) {
                    batch.bind("key", key(limits.what(), hash.ofClient(address)))
                            .bind("step", MINUTE_MILLIS / limits.perAddress())
                            .add();
                }
            }
            batch.execute();
        });
    }

    /** Forgets those who have all their tries. */
    void forgetOld() {
        jdbi.useHandle(handle ->
                handle.execute("delete from sign_in_try where used_until < clock_timestamp() - interval '1 min'"));
    }

    private static byte[] key(What what, byte[] hash) {
        byte[] key = new byte[hash.length + 1];
        key[0] = (byte) what.ordinal();
        System.arraycopy(hash, 0, key, 1, hash.length);
        return key;
    }
}
