package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that WorkOS had already when the latest assessment looked, as far as they meet a user of the migration: no
 * others are kept.
 */
@ApplicationScoped
public class WorkOsAccounts {
    private static final RowMapper<Map.Entry<String, Known>> KNOWN = (row, context) -> {
        String same = row.getString("same_id");
        return Map.entry(
                row.getString("sub"),
                new Known(
                        row.getBoolean("own"),
                        same == null ? null : new Account(same, row.getString("same_external_id"))));
    };

    private final Jdbi jdbi;

    WorkOsAccounts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An account as a listing shows it. */
    public record Listed(String id, String email, @Nullable String externalId) {}

    /** An account, as far as a plan asks. */
    public record Account(String id, @Nullable String externalId) {}

    /**
     * What WorkOS has of a user.
     *
     * @param own whether an account has the user's external id
     * @param sameAddress the account that has the user's address
     */
    public record Known(boolean own, @Nullable Account sameAddress) {}

    /** Keeps those that have the external id or the address of a user of this migration. */
    public void add(UUID migrationId, Collection<Listed> accounts) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into workos_account (migration_id, id, email_key, external_id)
                        select distinct on (id) :migration, id, lower(email), external_id
                        from unnest(:ids, :emails, :externalIds) as listed (id, email, external_id)
                        where exists (select from source_user as u
                                      where u.migration_id = :migration and u.sub = listed.external_id)
                            or exists (select from source_user as u
                                       where u.migration_id = :migration and u.email_key = lower(listed.email))
                        on conflict (migration_id, id) do update
                            set email_key = excluded.email_key, external_id = excluded.external_id
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "ids", String.class, accounts.stream().map(Listed::id).toList())
                .bindArray(
                        "emails",
                        String.class,
                        accounts.stream().map(Listed::email).toList())
                .bindArray(
                        "externalIds",
                        String.class,
                        accounts.stream().map(Listed::externalId).toList())
                .execute());
    }

    /** What WorkOS has of the users of a stretch, by their subs; whom it has nothing of is not in the answer. */
    public Map<String, Known> of(UUID migrationId, Settling.Chunk chunk) {
        List<Map.Entry<String, Known>> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select u.sub, own.id is not null as own, same.id as same_id,
                            same.external_id as same_external_id
                        from source_user as u
                        left join workos_account as own
                            on own.migration_id = u.migration_id and own.external_id = u.sub
                        left join workos_account as same
                            on same.migration_id = u.migration_id and same.email_key = u.email_key
                        where u.migration_id = :migration and u.sub > coalesce(:after, '') and u.sub <= :last
                            and (own.id is not null or same.id is not null)
                        """)
                .bind("migration", migrationId)
                .bind("after", chunk.after())
                .bind("last", chunk.last())
                .map(KNOWN)
                .list());
        // WorkOS has one account to an address and to an external id; a page that overlaps another changes nothing.
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** Forgets accounts, up to this many at a time; how many. */
    public int forget(UUID migrationId, int atMost) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        delete from workos_account where ctid = any(array(
                            select ctid from workos_account where migration_id = :migration limit :atMost))
                        """)
                .bind("migration", migrationId)
                .bind("atMost", atMost)
                .execute());
    }
}
