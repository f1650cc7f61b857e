package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Which users of WorkOS are known to have signed in there, and which through an identity provider, and so are linked to
 * it. WorkOS's events tell it, as far back as WorkOS keeps them.
 */
@ApplicationScoped
public class WorkOsSignIns {
    private final Jdbi jdbi;

    WorkOsSignIns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** One sign-in, and whether it was through an identity provider. */
    public record SignIn(String workosUserId, boolean byProvider, Instant at) {}

    /** Keeps the first of each user, and the first through a provider. Joins the caller's transaction. */
    public void found(Collection<SignIn> signIns) {
        if (signIns.isEmpty()) {
            return;
        }
        List<SignIn> all = List.copyOf(signIns);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into workos_sign_in as known (workos_user_id, since, by_provider_since)
                        select id, min(at), min(at) filter (where by_provider)
                        from unnest(:ids, :byProvider, cast(:times as timestamptz[])) as found (id, by_provider, at)
                        group by id
                        on conflict (workos_user_id) do update
                            set by_provider_since = excluded.by_provider_since
                            where known.by_provider_since is null and excluded.by_provider_since is not null
                        """)
                .bindArray(
                        "ids",
                        String.class,
                        all.stream().map(SignIn::workosUserId).toList())
                .bindArray(
                        "byProvider",
                        Boolean.class,
                        all.stream().map(SignIn::byProvider).toList())
                .bindArray(
                        "times",
                        String.class,
                        all.stream().map(signIn -> signIn.at().toString()).toList())
                .execute());
    }

    /** When the user was first seen to sign in through a provider. */
    public Optional<Instant> byProviderSince(String workosUserId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select by_provider_since from workos_sign_in
                        where workos_user_id = :id and by_provider_since is not null
                        """)
                .bind("id", workosUserId)
                .mapTo(Instant.class)
                .findOne());
    }
}
