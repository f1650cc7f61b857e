package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
    /**
     * Whom there is something to take back of: accounts that were created, and the external ids and memberships of accounts
     * that were there.
     */
    private static final String CREATED = """
            from source_user as u where migration_id = :migration and workos_user_id is not null
                and (state = 'IMPORTED' or external_id_ours
                    or exists (select from membership as m where m.migration_id = u.migration_id and m.sub = u.sub
                               and m.ours))
            """;

    private static final String OURS = """
            from membership as m where m.migration_id = u.migration_id and m.sub = u.sub and m.ours
            order by organization_id
            """;

    private final Jdbi jdbi;

    UndoRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A user of whom something was created.
     *
     * @param account whether the account was; else it was there before
     * @param externalId whether the external id of an account that was there before is ours
     * @param places the memberships that were created
     */
    public record Created(String sub, String workosUserId, boolean account, boolean externalId, List<Place> places) {
        public Created {
            places = List.copyOf(places);
        }
    }

    /**
     * A membership that was created.
     *
     * @param membershipId WorkOS's id; null where the answer that named it was lost
     */
    public record Place(String organizationId, @Nullable String membershipId) {}

    /**
     * How much there is to take back, as far as the rows tell.
     *
     * @param accounts that were created
     * @param signedIn of these, whose users are known to have signed in
     * @param linked accounts that were there before
     * @param externalIds of these, whose external id is ours
     * @param memberships that were created for those that were there before
     */
    public record Extent(long accounts, long signedIn, long linked, long externalIds, long memberships) {}

    /** Reads no more than who signed in and what was there before: who was created is counted already. */
    public Extent extent(UUID migrationId, Map<String, Long> usersByState) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select
                            (select count(*) from workos_sign_in join source_user using (workos_user_id)
                             where migration_id = :migration and state = 'IMPORTED') as signed_in,
                            (select count(*) from source_user
                             where migration_id = :migration and state = 'LINKED' and external_id_ours) as external_ids,
                            (select count(*) from source_user join membership as m using (migration_id, sub)
                             where migration_id = :migration and source_user.state = 'LINKED' and m.ours) as memberships
                        """)
                .bind("migration", migrationId)
                .map((row, context) -> new Extent(
                        usersByState.getOrDefault(UserState.IMPORTED.name(), 0L),
                        row.getLong("signed_in"),
                        usersByState.getOrDefault(UserState.LINKED.name(), 0L),
                        row.getLong("external_ids"),
                        row.getLong("memberships")))
                .one());
    }

    /**
     * The account that this user is about to be linked to has no external id: the one that it gets is ours. Kept before
     * the call to WorkOS, since its answer may be lost.
     */
    public void linking(UUID migrationId, String sub) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update source_user set external_id_ours = true where migration_id = :migration and sub = :sub")
                .bind("migration", migrationId)
                .bind("sub", sub)
                .execute());
    }

    /** Whether this user was about to be linked once: then the account with the external id was there before. */
    public boolean linked(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select from source_user
                                       where migration_id = :migration and sub = :sub and external_id_ours)
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .mapTo(boolean.class)
                .one());
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
                .withHandle(handle -> handle.createQuery("select u.sub, workos_user_id, state = 'IMPORTED' as account,"
                                + " state <> 'IMPORTED' and external_id_ours as external_id,"
                                + " array(select organization_id " + OURS + ") as organizations,"
                                + " array(select workos_membership_id " + OURS + ") as memberships "
                                + CREATED + " and sub = any(:subs)")
                        .bind("migration", migrationId)
                        .bindArray("subs", String.class, subs)
                        .map((row, context) -> created(row))
                        .list())
                .stream()
                .collect(Collectors.toMap(Created::sub, Function.identity()));
    }

    private static Created created(ResultSet row) throws SQLException {
        String[] organizations = (String[]) row.getArray("organizations").getArray();
        @Nullable String[] memberships = (String[]) row.getArray("memberships").getArray();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < organizations.length; i++) {
            places.add(new Place(organizations[i], memberships[i]));
        }
        return new Created(
                row.getString("sub"),
                row.getString("workos_user_id"),
                row.getBoolean("account"),
                row.getBoolean("external_id"),
                places);
    }

    /** Their accounts have been deleted, and their memberships with them. */
    public void accountsDeleted(UUID migrationId, Collection<String> subs) {
        membershipsDeleted(migrationId, subs);
        for (String table : List.of("workos_password", "workos_sign_in")) {
            jdbi.useHandle(handle -> handle.createUpdate("delete from " + table + """
                             where workos_user_id = any(array(
                                select workos_user_id from source_user
                                where migration_id = :migration and sub = any(:subs)))
                            """)
                    .bind("migration", migrationId)
                    .bindArray("subs", String.class, subs)
                    .execute());
        }
        undone(migrationId, subs, UserState.IMPORTED);
    }

    /** Their accounts were there before, and are so again: without our external id and memberships. */
    public void unlinked(UUID migrationId, Collection<String> subs) {
        membershipsDeleted(migrationId, subs);
        undone(migrationId, subs, UserState.LINKED);
    }

    private void undone(UUID migrationId, Collection<String> subs, UserState before) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update source_user set state = 'SKIPPED', reason = 'undone', detail = null,
                            workos_user_id = null, external_id_ours = false, updated_at = clock_timestamp()
                        where migration_id = :migration and sub = any(:subs) and state = :before
                        """)
                .bind("migration", migrationId)
                .bindArray("subs", String.class, subs)
                .bind("before", before.name())
                .execute());
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
