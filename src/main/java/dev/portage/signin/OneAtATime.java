package dev.portage.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets one sign-in of a user at a time carry a password over, in whichever replica. A courtesy that spares calls, and
 * no lock: who has waited as long as a replica may take goes on, and WorkOS's external ids see to the rest.
 */
@ApplicationScoped
class OneAtATime {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final Jdbi jdbi;

    OneAtATime(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Waits until no other carries this user over. */
    void begin(String sub) throws InterruptedException {
        long end = System.nanoTime() + LEASE.toNanos();
        while (!take(sub) && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean take(String sub) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into sign_in_carrying as c (sub, until)
                                values (:sub, clock_timestamp() + :millis * interval '1 ms')
                                on conflict (sub) do update set until = excluded.until where c.until < clock_timestamp()
                                """)
                        .bind("sub", sub)
                        .bind("millis", LEASE.toMillis())
                        .execute())
                > 0;
    }

    void end(String sub) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from sign_in_carrying where sub = :sub")
                .bind("sub", sub)
                .execute());
    }

    /** Forgets those whose replica is gone. */
    void forgetOld() {
        jdbi.useHandle(handle -> handle.execute("delete from sign_in_carrying where until < clock_timestamp()"));
    }
}
