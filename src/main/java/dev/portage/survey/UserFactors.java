package dev.portage.survey;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The second factors of users, as Cognito told them one by one. */
@ApplicationScoped
class UserFactors {
    private final Jdbi jdbi;

    UserFactors(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A user who can have a second factor in Cognito. */
    record Asked(String sub, String username) {}

    /** The next users who sign in at Cognito itself, in the order of their subs. */
    List<Asked> toAsk(UUID migrationId, @Nullable String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sub, username from source_user
                        where migration_id = :migration and sub > coalesce(:after, '') and not federated_only
                            and planned_reason is distinct from 'unidentified' and gone_since is null
                        order by sub limit :limit
                        """)
                .bind("migration", migrationId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Asked(row.getString("sub"), row.getString("username")))
                .list());
    }

    /** Keeps what was told of these users, in place of what was told before. */
    void keep(UUID migrationId, Map<String, List<String>> factors) {
        List<String> subs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        factors.forEach((sub, ofUser) -> ofUser.forEach(factor -> {
            subs.add(sub);
            names.add(factor);
        }));
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from user_factor where migration_id = :migration and sub = any(:subs)")
                    .bind("migration", migrationId)
                    .bindArray("subs", String.class, factors.keySet())
                    .execute();
            handle.createUpdate("""
                            insert into user_factor (migration_id, sub, factor)
                            select :migration, sub, factor from unnest(:subs, :factors) as told (sub, factor)
                            on conflict do nothing
                            """)
                    .bind("migration", migrationId)
                    .bindArray("subs", String.class, subs)
                    .bindArray("factors", String.class, names)
                    .execute();
        });
    }

    /** Forgets all of a migration. */
    void forget(UUID migrationId) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from user_factor where migration_id = :migration")
                .bind("migration", migrationId)
                .execute());
    }
}
