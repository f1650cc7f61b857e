package dev.portage.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The keys of sign-ins that wait for a second factor. */
@ApplicationScoped
class ChallengeKeys {
    /** As long as a Cognito session can be set to last. */
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Jdbi jdbi;

    ChallengeKeys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void keep(UUID id, byte[] key) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into sign_in_challenge (id, key, expires_at)
                        values (:id, :key, clock_timestamp() + :seconds * interval '1 second')
                        """)
                .bind("id", id)
                .bind("key", key)
                .bind("seconds", LIFETIME.toSeconds())
                .execute());
    }

    Optional<byte[]> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select key from sign_in_challenge where id = :id and expires_at > clock_timestamp()")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne());
    }

    void forget(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from sign_in_challenge where id = :id")
                .bind("id", id)
                .execute());
    }

    void forgetOld() {
        jdbi.useHandle(handle -> handle.execute("delete from sign_in_challenge where expires_at < clock_timestamp()"));
    }
}
