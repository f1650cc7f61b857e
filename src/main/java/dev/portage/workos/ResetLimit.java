package dev.portage.workos;

import dev.portage.migration.AddressHash;
import dev.portage.schedule.Schedule;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * WorkOS's limit of three password resets in 60 seconds for one address, whoever asks for them: all campaigns, operators
 * and sign-in pages, in all replicas on one database. Addresses are kept as keyed hashes, for a minute.
 */
@ApplicationScoped
public class ResetLimit {
    private static final int MOST = 3;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Jdbi jdbi;
    private final AddressHash hash;

    public ResetLimit(Jdbi jdbi, AddressHash hash) {
        this.jdbi = jdbi;
        this.hash = hash;
    }

    /**
     * Takes one of the address's resets, to be called before the request and in its transaction, if it has one.
     *
     * @return how long to wait, where there is none left; empty where one was taken
     */
    public Optional<Duration> take(String email) {
        byte[] key = hash.ofEmail(email);
        return jdbi.withHandle(handle -> {
            int taken = handle.createUpdate("""
                            insert into reset_request as r (email_hash, latest) values (:key, array[clock_timestamp()])
                            on conflict (email_hash) do update
                                set latest = array_prepend(
                                    clock_timestamp(), trim_array(r.latest, greatest(0, cardinality(r.latest) - :most + 1)))
                                where cardinality(r.latest) < :most
                                    or r.latest[:most] <= clock_timestamp() - :within * interval '1 second'
                            """)
                    .bind("key", key)
                    .bind("most", MOST)
                    .bind("within", WITHIN.toSeconds())
                    .execute();
            return taken > 0
                    ? Optional.empty()
                    : Optional.of(handle.createQuery("""
                                    select extract(epoch from latest[:most] - clock_timestamp()) + :within
                                    from reset_request where email_hash = :key
                                    """)
                            .bind("key", key)
                            .bind("most", MOST)
                            .bind("within", WITHIN.toSeconds())
                            .mapTo(double.class)
                            .findOne()
                            .map(seconds -> Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))))
                            .orElse(WITHIN));
        });
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofMinutes(1), "Forgetting old password resets", this::forgetOld);
    }

    void forgetOld() {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        delete from reset_request where email_hash = any(array(
                            select email_hash from reset_request
                            where latest[1] < clock_timestamp() - :within * interval '1 second'
                            for update skip locked))
                        """).bind("within", WITHIN.toSeconds()).execute());
    }
}
