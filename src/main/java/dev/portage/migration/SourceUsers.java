package dev.portage.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** The rows of the users: found, listed and erased here, written by {@link DiscoveredUsers} and {@link UserDecisions}. */
@ApplicationScoped
public class SourceUsers {
    private final Jdbi jdbi;
    private final SourceUserRow row;

    SourceUsers(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.row = new SourceUserRow(mapper);
    }

    public Optional<SourceUser> find(UUID migrationId, String sub) {
        return Optional.ofNullable(find(migrationId, List.of(sub)).get(sub));
    }

    /**
     * The user with this sub.
     *
     * @throws NotFoundException where the migration has no such user
     */
    public SourceUser get(UUID migrationId, String sub) {
        return find(migrationId, sub)
                .orElseThrow(() -> new NotFoundException(
                        "user", "This migration has no user with that sub: see the list of them (GET …/users)."));
    }

    /** The users with these subs, by sub. */
    public Map<String, SourceUser> find(UUID migrationId, Collection<String> subs) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                "select * from source_user where migration_id = :migration and sub = any(:subs)")
                        .bind("migration", migrationId)
                        .bindArray("subs", String.class, subs)
                        .map(row)
                        .list())
                .stream()
                .collect(Collectors.toMap(SourceUser::sub, Function.identity()));
    }

    /** The users with this address, who goes over before who does not, native before federated. */
    public List<SourceUser> withEmail(UUID migrationId, String email) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from source_user where migration_id = :migration and email_key = lower(:email)
                        order by workos_user_id is not null desc, planned_reason is null desc, not federated_only desc,
                            enabled desc, sub
                        """)
                .bind("migration", migrationId)
                .bind("email", email)
                .map(row)
                .list());
    }

    /**
     * Those with these subs who are not known to have gone over, in whichever live migration: they were created, and
     * whoever did it did not live to tell. None of their migrations is erased before the caller's transaction ends.
     */
    public List<SourceUser> untold(Collection<String> subs) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select u.* from migration as m join source_user as u on u.migration_id = m.id
                        where u.sub = any(:subs) and u.workos_user_id is null and m.erased_at is null
                            and m.state not in ('CANCELLED', 'UNDONE')
                        for share of m
                        """)
                .bindArray("subs", String.class, subs)
                .map(row)
                .list());
    }

    /** The user that went to this WorkOS user, by whichever migration. */
    public Optional<SourceUser> findByWorkOsId(String workosUserId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from source_user where workos_user_id = :id order by updated_at desc limit 1")
                .bind("id", workosUserId)
                .map(row)
                .findOne());
    }

    /** The names of the attributes that those who have gone over have, in their order. */
    public List<String> attributeNames(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct name from source_user cross join lateral jsonb_object_keys(attributes) as name
                        where migration_id = :migration and workos_user_id is not null order by name
                        """)
                .bind("migration", migrationId)
                .mapTo(String.class)
                .list());
    }

    /** The users of this migration that went to these WorkOS users, by the ids of those; of two with one, either. */
    public Map<String, SourceUser> findByWorkOsIds(UUID migrationId, Collection<String> workosUserIds) {
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select * from source_user
                                where workos_user_id = any(:ids) and migration_id = :migration
                                """)
                        .bind("migration", migrationId)
                        .bindArray("ids", String.class, workosUserIds)
                        .map(row)
                        .list())
                .stream()
                .collect(Collectors.toMap(
                        user -> String.valueOf(user.workosUserId()), Function.identity(), (one, other) -> one));
    }

    /** What to look for in a list of users; null fields look for anything. */
    public record Filter(
            @Nullable UserState state,
            @Nullable Reason reason,
            @Nullable String email,
            @Nullable PlannedOutcome plannedOutcome,
            @Nullable Left left) {
        public static final Filter ALL = new Filter(null, null, null);

        /** Left over or not. */
        public Filter(
                @Nullable UserState state,
                @Nullable Reason reason,
                @Nullable String email,
                @Nullable PlannedOutcome plannedOutcome) {
            this(state, reason, email, plannedOutcome, null);
        }

        /** Whatever an import would do with them. */
        public Filter(@Nullable UserState state, @Nullable Reason reason, @Nullable String email) {
            this(state, reason, email, null);
        }
    }

    /** Users in the order of their subs. */
    public List<SourceUser> list(UUID migrationId, Filter filter, @Nullable String afterSub, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from source_user where migration_id = :migration"
                        + (filter.state() == null ? "" : " and state = :state")
                        + (filter.reason() == null ? "" : " and reason = :reason")
                        + (filter.email() == null ? "" : " and email_key = lower(:email)")
                        + (filter.plannedOutcome() == null ? "" : " and planned_outcome = :plannedOutcome")
                        + (filter.left() == null ? "" : " and " + filter.left().condition())
                        + (afterSub == null ? "" : " and sub > :after")
                        + " order by sub limit :limit")
                .bind("migration", migrationId)
                .bind("state", filter.state() == null ? null : filter.state().name())
                .bind("reason", filter.reason() == null ? null : filter.reason().slug())
                .bind("email", filter.email())
                .bind(
                        "plannedOutcome",
                        filter.plannedOutcome() == null
                                ? null
                                : filter.plannedOutcome().text())
                .bind("after", afterSub)
                .bind("limit", limit)
                .configure(SqlStatements.class, sql -> sql.setUnusedBindingAllowed(true))
                .map(row)
                .list());
    }

    /** All users of a kind, page by page, so that no transaction stays open while a slow caller reads. */
    public Stream<SourceUser> stream(UUID migrationId, Filter filter, int pageSize) {
        return Stream.iterate(
                        list(migrationId, filter, null, pageSize),
                        page -> !page.isEmpty(),
                        page -> page.size() < pageSize
                                ? List.<SourceUser>of()
                                : list(migrationId, filter, page.getLast().sub(), pageSize))
                .flatMap(List::stream);
    }

    /** The users after the first sub, up to the last. */
    public List<SourceUser> between(UUID migrationId, @Nullable String after, String last) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from source_user
                        where migration_id = :migration and sub > coalesce(:after, '') and sub <= :last order by sub
                        """)
                .bind("migration", migrationId)
                .bind("after", after)
                .bind("last", last)
                .map(row)
                .list());
    }
}
