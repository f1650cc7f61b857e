package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Which users of WorkOS are known to have a password there. WorkOS's API does not say it of a user, so this is our own
 * bookkeeping: whoever learns of a password tells it here, and observers of {@link Found} learn it in the same
 * transaction.
 */
@ApplicationScoped
public class WorkOsPasswords {
    private final Jdbi jdbi;
    private final Event<Found> found;

    WorkOsPasswords(Jdbi jdbi, Event<Found> found) {
        this.jdbi = jdbi;
        this.found = found;
    }

    /** How it is known. */
    public enum How {
        /** A just-in-time sign-in proved the password in Cognito and set it in WorkOS. */
        CARRIED_OVER,
        /** WorkOS's events: a password reset was finished. */
        RESET,
        /** WorkOS's events: a sign-in with a password succeeded. */
        PASSWORD_SIGN_IN
    }

    /**
     * One proof of a password.
     *
     * @param at when, by the clock of whoever saw it
     * @param resetId WorkOS's id of the password reset that was finished; null where it was known otherwise
     */
    public record Proof(
            String workosUserId,
            How how,
            Instant at,
            @Nullable String resetId) {}

    /** Passwords have been found; fired within the transaction that keeps them. */
    public record Found(List<Proof> proofs) {
        public Found {
            proofs = List.copyOf(proofs);
        }
    }

    public void found(String workosUserId, How how, Instant at) {
        found(List.of(new Proof(workosUserId, how, at, null)));
    }

    /** Keeps who has a password; of one who is known to have one, the first proof stays. */
    @Transactional
    public void found(Collection<Proof> proofs) {
        if (proofs.isEmpty()) {
            return;
        }
        List<Proof> all = List.copyOf(proofs);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into workos_password (workos_user_id, since, how)
                        select * from unnest(:ids, cast(:times as timestamptz[]), :hows)
                        on conflict (workos_user_id) do nothing
                        """)
                .bindArray(
                        "ids",
                        String.class,
                        all.stream().map(Proof::workosUserId).toList())
                .bindArray(
                        "times",
                        String.class,
                        all.stream().map(proof -> proof.at().toString()).toList())
                .bindArray(
                        "hows",
                        String.class,
                        all.stream().map(proof -> proof.how().name()).toList())
                .execute());
        found.fire(new Found(all));
    }

    /** Whether the user is known to have a password in WorkOS. */
    public boolean has(String workosUserId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from workos_password where workos_user_id = :id)")
                        .bind("id", workosUserId)
                        .mapTo(boolean.class)
                        .one());
    }
}
