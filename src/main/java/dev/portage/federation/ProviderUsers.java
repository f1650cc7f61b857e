package dev.portage.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** How many users depend on which provider, as far as the source has been read. */
@ApplicationScoped
class ProviderUsers {
    private final Jdbi jdbi;

    ProviderUsers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The users of one provider.
     *
     * @param users who have an identity there
     * @param dependent those of them who can sign in no other way
     * @param verified the dependent ones whose address Cognito has verified
     * @param waiting the dependent ones who are still to go over to WorkOS
     * @param linked those who have gone over and signed in there through a provider since
     */
    record Count(String provider, String type, long users, long dependent, long verified, long waiting, long linked) {
        static Count none(String provider, String type) {
            return new Count(provider, type, 0, 0, 0, 0, 0);
        }
    }

    /** By the names of the providers; one that nobody uses is not in the answer. */
    Map<String, Count> of(UUID migrationId) {
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select identity ->> 'providerName' as provider,
                                    coalesce(max(identity ->> 'providerType'), 'unknown') as type,
                                    count(distinct sub) as users,
                                    count(distinct sub) filter (where federated_only) as dependent,
                                    count(distinct sub) filter (where federated_only
                                        and lower(attributes ->> 'email_verified') = 'true') as verified,
                                    count(distinct sub) filter (where federated_only and u.workos_user_id is null
                                        and planned_reason is null) as waiting,
                                    count(distinct sub) filter (where s.by_provider_since is not null) as linked
                                from source_user as u
                                cross join lateral jsonb_array_elements(identities) as identity
                                left join workos_sign_in as s on s.workos_user_id = u.workos_user_id
                                where migration_id = :migration and identity ->> 'providerName' is not null
                                group by 1
                                """)
                        .bind("migration", migrationId)
                        .map((row, context) -> new Count(
                                row.getString("provider"),
                                row.getString("type"),
                                row.getLong("users"),
                                row.getLong("dependent"),
                                row.getLong("verified"),
                                row.getLong("waiting"),
                                row.getLong("linked")))
                        .list())
                .stream()
                .collect(Collectors.toMap(Count::provider, Function.identity()));
    }
}
