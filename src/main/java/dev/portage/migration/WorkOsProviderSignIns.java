package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Which users of WorkOS have signed in there through an identity provider, and so are linked to it. */
@ApplicationScoped
public class WorkOsProviderSignIns {
    private final Jdbi jdbi;

    WorkOsProviderSignIns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** One sign-in. */
    public record SignIn(String workosUserId, Instant at) {}

    /** Keeps the first of each user. Joins the caller's transaction. */
    public void found(Collection<SignIn> signIns) {
        if (signIns.isEmpty()) {
            return;
        }
        List<SignIn> all = List.copyOf(signIns);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into workos_provider_sign_in (workos_user_id, since)
                        select * from unnest(:ids, cast(:times as timestamptz[]))
                        on conflict (workos_user_id) do nothing
                        """)
                .bindArray(
                        "ids",
                        String.class,
                        all.stream().map(SignIn::workosUserId).toList())
                .bindArray(
                        "times",
                        String.class,
                        all.stream().map(signIn -> signIn.at().toString()).toList())
                .execute());
    }

    /** When the user was first seen to sign in through a provider. */
    public Optional<Instant> since(String workosUserId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select since from workos_provider_sign_in where workos_user_id = :id")
                        .bind("id", workosUserId)
                        .mapTo(Instant.class)
                        .findOne());
    }
}
