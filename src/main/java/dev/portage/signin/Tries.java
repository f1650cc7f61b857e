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
        PASSWORD(0),
        RESET(1);

        /** What its keys begin with in the database. */
        private final byte tag;

        What(int tag) {
            this.tag = (byte) tag;
        }
    }

    /** How many there may be in a minute. */
    record Limits(What what, int perEmail, int perAddress) {}

    /** Takes a try; how long to wait, where there is none left. */
    Optional<Duration> take(Limits limits, String email, EndUser from) {
        String client = from.ipAddress();
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select cast(ceil(extract(epoch from take_try(:client, :clientShare * interval '1 ms',
                                    :email, :emailShare * interval '1 ms')) * 1000) as bigint)
                                """)
                        .bind("client", client == null ? null : key(limits.what(), hash.ofClient(client)))
                        .bind("clientShare", MINUTE_MILLIS / limits.perAddress())
                        .bind("email", key(limits.what(), hash.ofEmail(email)))
                        .bind("emailShare", MINUTE_MILLIS / limits.perEmail())
                        .mapTo(Long.class)
                        .findOne())
                .map(Duration::ofMillis);
    }

    /** Somebody who got in, and whose try is given back. */
    record Right(String email, EndUser from) {}

    /**
     * Clients before addresses, and each in the same order in every replica: as tries are taken, or locks would cross. Nor
     * does it wait for the disk, as all who sign in from one office would wait with it.
     */
    void giveBack(Limits limits, Collection<Right> rights) {
        jdbi.useTransaction(handle -> {
            handle.execute("set local synchronous_commit = off");
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
                delete from sign_in_try where key = any(array(
                    select key from sign_in_try where used_until < clock_timestamp() - interval '1 min'
                    for update skip locked))
                """));
    }

    private static byte[] key(What what, byte[] hash) {
        byte[] key = new byte[hash.length + 1];
        key[0] = what.tag;
        System.arraycopy(hash, 0, key, 1, hash.length);
        return key;
    }
}
