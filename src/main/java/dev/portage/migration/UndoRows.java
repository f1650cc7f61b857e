package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What a migration has created in WorkOS, for an undo. Every method joins the caller's transaction. */
@ApplicationScoped
public class UndoRows {
    /** Whom there is something to delete of: accounts that were created, and memberships of accounts that were there. */
    private static final String CREATED = """
            from source_user as u where migration_id = :migration and workos_user_id is not null
                and (state = 'IMPORTED'
                    or exists (select from membership as m where m.migration_id = u.migration_id and m.sub = u.sub
                               and m.state = 'ASSIGNED' and m.ours and m.workos_membership_id is not null))
            """;

    private final Jdbi jdbi;

    UndoRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A user of whom something was created.
     *
     * @param created whether the account was; else only memberships were
     * @param membershipIds those that were created
     */
    public record Created(String sub, String workosUserId, boolean created, List<String> membershipIds) {
        public Created {
            membershipIds = List.copyOf(membershipIds);
        }
    }

    /** The subs of the next of them after this one. */
    public List<String> after(UUID migrationId, @Nullable String sub, int atMost) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select sub " + CREATED + " and sub > coalesce(:after, '') order by sub limit :atMost")
                .bind("migration", migrationId)
                .bind("after", sub)
                .bind("atMost", atMost)
                .mapTo(String.class)
                .list());
    }

    /** Those with these subs, by sub. */
    public Map<String, Created> find(UUID migrationId, Collection<String> subs) {
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select u.sub, workos_user_id, state = 'IMPORTED' as created,
                                    array(select workos_membership_id from membership as m
                                          where m.migration_id = u.migration_id and m.sub = u.sub
                                              and m.state = 'ASSIGNED' and m.ours
                                              and workos_membership_id is not null) as ids
                                """ + CREATED + " and sub = any(:subs)")
                        .bind("migration", migrationId)
                        .bindArray("subs", String.class, subs)
                        .map((row, context) -> new Created(
                                row.getString("sub"),
                                row.getString("workos_user_id"),
                                row.getBoolean("created"),
                                Arrays.asList((String[]) row.getArray("ids").getArray())))
                        .list())
                .stream()
                .collect(Collectors.toMap(Created::sub, Function.identity()));
    }

    /** Their accounts have been deleted, and their memberships with them. */
    public void accountsDeleted(UUID migrationId, Collection<String> subs) {
        membershipsDeleted(migrationId, subs);
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            delete from workos_password where workos_user_id in (
                                select workos_user_id from source_user
                                where migration_id = :migration and sub = any(:subs))
                            """)
                    .bind("migration", migrationId)
                    .bindArray("subs", String.class, subs)
                    .execute();
            handle.createUpdate("""
                            update source_user set state = 'SKIPPED', reason = 'undone', detail = null,
                                workos_user_id = null, updated_at = clock_timestamp()
                            where migration_id = :migration and sub = any(:subs) and state = 'IMPORTED'
                            """)
                    .bind("migration", migrationId)
                    .bindArray("subs", String.class, subs)
                    .execute();
        });
    }

    /** The memberships that were created for them have been deleted. */
    public void membershipsDeleted(UUID migrationId, Collection<String> subs) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update membership set state = 'FAILED', reason = 'undone', detail = null,
                            workos_membership_id = null, ours = false, updated_at = clock_timestamp()
                        where migration_id = :migration and sub = any(:subs) and state <> 'REMOVED'
                            and (ours or exists (
                                select from source_user as u where u.migration_id = membership.migration_id
                                    and u.sub = membership.sub and u.state = 'IMPORTED'))
                        """)
                .bind("migration", migrationId)
                .bindArray("subs", String.class, subs)
                .execute());
    }
}
