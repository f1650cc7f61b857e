package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Decides in SQL, once the whole pool is known, who is sent: so the order of the pages and their number play no part. */
@ApplicationScoped
public class Settling {
    /** So many, each met with each other, are looked at within a second. */
    private static final int FEW = 1000;

    private final Jdbi jdbi;

    Settling(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Tells PostgreSQL how many users there are by now. It would find out by itself, but some minutes late: until then
     * it plans for the few users that it knew, with loops within loops that take hours for many. A few are settled at
     * once, however that is planned, and counting takes a second where other migrations have many. Outside of a
     * transaction, as it holds a lock.
     */
    public void countAnew(UUID migrationId) {
        jdbi.useHandle(handle -> {
            boolean many = handle.createQuery("""
                            select count(*) > :few
                            from (select from source_user where migration_id = :migration limit :few + 1) as first
                            """)
                    .bind("migration", migrationId)
                    .bind("few", FEW)
                    .mapTo(Boolean.class)
                    .one();
            if (many) {
                handle.execute("analyze source_user");
            }
        });
    }

    /**
     * Of users who share an address, one is sent: one who has gone over already before anyone else, then an enabled
     * before a disabled one, a confirmed native one, a native one, one with a verified address, the one changed last.
     *
     * @param none whether none of them is sent instead
     * @return how many rows this has changed
     */
    public int settleDuplicates(UUID migrationId, boolean none) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        with shared as materialized (
                            select email_key from source_user
                            where migration_id = :migration and email_key is not null
                            group by email_key having count(*) > 1 or bool_or(planned_reason = 'duplicate-email')
                        ), candidate as materialized (
                            select sub, workos_user_id,
                                row_number() over best as place,
                                first_value(sub) over best as winner,
                                count(*) over (partition by email_key) as sharers
                            from source_user
                            where migration_id = :migration
                                and (planned_reason is null or planned_reason = 'duplicate-email')
                                and email_key in (select email_key from shared)
                            window best as (
                                partition by email_key
                                order by workos_user_id is not null desc, enabled desc,
                                    status = 'CONFIRMED' and not federated_only desc, not federated_only desc,
                                    coalesce(lower(attributes ->> 'email_verified') = 'true', false) desc,
                                    source_modified_at desc nulls last, sub)
                        ), settled as (
                            select sub,
                                case when place > 1 or (:none and sharers > 1 and workos_user_id is null)
                                    then 'duplicate-email' end as planned_reason,
                                case when place > 1 and not :none then winner end as merged_into
                            from candidate
                        )
                        update source_user as u
                        set planned_reason = settled.planned_reason, merged_into = settled.merged_into,
                            updated_at = clock_timestamp()
                        from settled
                        where u.migration_id = :migration and u.sub = settled.sub
                            and (u.planned_reason is distinct from settled.planned_reason
                                or u.merged_into is distinct from settled.merged_into)
                        """)
                .bind("migration", migrationId)
                .bind("none", none)
                .execute());
    }

    /** The custom attributes that most users have, the most used first. */
    public List<String> mostUsedAttributes(UUID migrationId, int atMost) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select attribute from source_user cross join lateral jsonb_object_keys(attributes) as attribute
                        where migration_id = :migration and planned_reason is null
                            and (attribute like 'custom:%' or attribute like 'dev:custom:%')
                        group by attribute order by count(*) desc, attribute limit :atMost
                        """)
                .bind("migration", migrationId)
                .bind("atMost", atMost)
                .mapTo(String.class)
                .list());
    }

    /** A stretch of users in the order of their subs: after the first, up to the last. */
    public record Chunk(@Nullable String after, String last) {}

    /** The next stretch; empty at the end. */
    public Optional<Chunk> nextChunk(UUID migrationId, @Nullable String after, int size) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select max(sub) from (
                            select sub from source_user where migration_id = :migration and sub > coalesce(:after, '')
                            order by sub limit :size) as chunk
                        """)
                        .bind("migration", migrationId)
                        .bind("after", after)
                        .bind("size", size)
                        .mapTo(String.class)
                        .findOne())
                .map(last -> new Chunk(after, last));
    }

    /** Marks those of the stretch who are not sent, and have not gone over already, as skipped. */
    public void skipPlanned(UUID migrationId, Chunk chunk) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update source_user
                        set state = 'SKIPPED', reason = planned_reason, settled_digest = null,
                            detail = case when merged_into is not null then 'merged into ' || merged_into end,
                            updated_at = clock_timestamp()
                        where migration_id = :migration and sub > coalesce(:after, '') and sub <= :last
                            and planned_reason is not null and state in ('PENDING', 'SKIPPED', 'FAILED')
                            and (state <> 'SKIPPED' or reason is distinct from planned_reason)
                        """)
                .bind("migration", migrationId)
                .bind("after", chunk.after())
                .bind("last", chunk.last())
                .execute());
    }

    /** Whether a user who was decided like this is decided again by these options, though nothing of it has changed. */
    public static boolean reconsiders(Reason decided, Options options) {
        return decided == Reason.EMAIL_TAKEN && options.existingUsers() != Options.ExistingUsers.SKIP;
    }

    /** Those who were left alone because WorkOS had their address are to be decided again. */
    public void reconsiderTaken(UUID migrationId) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update source_user set settled_digest = null, updated_at = clock_timestamp()
                        where migration_id = :migration and state = 'SKIPPED' and reason = 'email-taken'
                            and settled_digest is not null
                        """).bind("migration", migrationId).execute());
    }

    /**
     * Marks those of the stretch who went over, and are gone or disabled in Cognito since: somebody has to decide what
     * becomes of them. Where that is over, the mark goes.
     */
    public void markForDecision(UUID migrationId, Chunk chunk) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with wanted as (
                            select sub, case when gone_since is not null then 'gone'
                                             when planned_reason = 'disabled' then 'disabled-since' end as mark
                            from source_user
                            where migration_id = :migration and sub > coalesce(:after, '') and sub <= :last
                                and state in ('IMPORTED', 'LINKED')
                                and (reason is null or reason in ('gone', 'disabled-since')
                                    or gone_since is not null or planned_reason = 'disabled')
                        ), marked as (
                            update source_user as u set reason = wanted.mark, updated_at = clock_timestamp()
                            from wanted
                            where u.migration_id = :migration and u.sub = wanted.sub
                                and u.reason is distinct from wanted.mark
                            returning u.sub, u.reason
                        )
                        insert into user_event (migration_id, sub, at, what)
                        select :migration, sub, clock_timestamp(), coalesce(reason, 'back-in-cognito') from marked
                        """)
                .bind("migration", migrationId)
                .bind("after", chunk.after())
                .bind("last", chunk.last())
                .execute());
    }

    /**
     * Those of the stretch who are to be sent: new ones, and those who have changed since they were decided; not those who
     * have gone over and are gone from the pool since, whose mark would be lost.
     */
    public List<String> toSend(UUID migrationId, Chunk chunk) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sub from source_user
                        where migration_id = :migration and sub > coalesce(:after, '') and sub <= :last
                            and planned_reason is null and settled_digest is distinct from digest
                            and (gone_since is null or workos_user_id is null)
                        order by sub
                        """)
                .bind("migration", migrationId)
                .bind("after", chunk.after())
                .bind("last", chunk.last())
                .mapTo(String.class)
                .list());
    }

    /** Those of the stretch who have gone over, and whose memberships are to be kept up. */
    public List<String> gone(UUID migrationId, Chunk chunk) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sub from source_user
                        where migration_id = :migration and sub > coalesce(:after, '') and sub <= :last
                            and workos_user_id is not null and planned_reason is null and gone_since is null
                        """)
                .bind("migration", migrationId)
                .bind("after", chunk.after())
                .bind("last", chunk.last())
                .mapTo(String.class)
                .list());
    }

    /** A few of those who are to be sent: confirmed native users with a verified address before others. */
    public List<String> canaryToSend(UUID migrationId, int count) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sub from source_user
                        where migration_id = :migration and planned_reason is null
                            and settled_digest is distinct from digest
                            and (gone_since is null or workos_user_id is null)
                        order by status = 'CONFIRMED' and enabled and not federated_only desc,
                            coalesce(lower(attributes ->> 'email_verified') = 'true', false) desc, sub
                        limit :count
                        """)
                .bind("migration", migrationId)
                .bind("count", count)
                .mapTo(String.class)
                .list());
    }

    /** Those who are to be sent among the users with these addresses. */
    public List<String> toSend(UUID migrationId, Collection<String> emails) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sub from source_user
                        where migration_id = :migration and email_key = any(:emails)
                            and planned_reason is null and settled_digest is distinct from digest
                            and (gone_since is null or workos_user_id is null)
                        order by sub
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "emails",
                        String.class,
                        emails.stream()
                                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                                .toList())
                .mapTo(String.class)
                .list());
    }

    /** Those of them who were decided before, and have changed since, are pending again unless they have gone over. */
    public void reopen(UUID migrationId, Collection<String> subs) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update source_user set state = 'PENDING', reason = null, detail = null,
                            updated_at = clock_timestamp()
                        where migration_id = :migration and sub = any(:subs) and state in ('SKIPPED', 'FAILED')
                        """)
                .bind("migration", migrationId)
                .bindArray("subs", String.class, subs)
                .execute());
    }
}
