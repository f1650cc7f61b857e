package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What becomes of the users, written in batches; and who of them is to be decided again. */
@ApplicationScoped
public class UserDecisions {
    private final Jdbi jdbi;

    UserDecisions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What became of one user.
     *
     * @param digest what was decided upon; null where the next run is to decide again
     */
    public record Decision(
            String sub,
            UserState state,
            @Nullable Reason reason,
            @Nullable String detail,
            @Nullable String workosUserId,
            @Nullable String digest) {}

    /** Writes what became of users. One who has gone over stays what it is: created by us, or there before. */
    public void decide(UUID migrationId, Collection<Decision> decisions) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update source_user as u
                        set state = case
                                when u.state in ('IMPORTED', 'LINKED') and d.state in ('IMPORTED', 'LINKED')
                                then u.state else d.state end,
                            reason = d.reason, detail = d.detail, settled_digest = d.digest,
                            workos_user_id = coalesce(d.workos_user_id, u.workos_user_id),
                            updated_at = clock_timestamp()
                        from unnest(:subs, :states, :reasons, :details, :workosIds, :digests)
                            as d (sub, state, reason, detail, workos_user_id, digest)
                        where u.migration_id = :migration and u.sub = d.sub
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "subs",
                        String.class,
                        decisions.stream().map(Decision::sub).toList())
                .bindArray(
                        "states",
                        String.class,
                        decisions.stream().map(d -> d.state().name()).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        decisions.stream().map(d -> slug(d.reason())).toList())
                .bindArray(
                        "details",
                        String.class,
                        decisions.stream().map(Decision::detail).toList())
                .bindArray(
                        "workosIds",
                        String.class,
                        decisions.stream().map(Decision::workosUserId).toList())
                .bindArray(
                        "digests",
                        String.class,
                        decisions.stream().map(Decision::digest).toList())
                .execute());
    }

    /**
     * Failed users become pending again, up to this many at a time; answers their subs. Not those whom the options, or what
     * Cognito says by now, keep from being sent.
     */
    public List<String> reopenFailed(UUID migrationId, @Nullable Reason reason, int atMost) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update source_user set state = 'PENDING', reason = null, detail = null, settled_digest = null,
                            updated_at = clock_timestamp()
                        where migration_id = :migration and sub = any(array(
                            select sub from source_user
                            where migration_id = :migration and state = 'FAILED' and planned_reason is null
                                and (cast(:reason as text) is null or reason = :reason)
                            limit :atMost))
                        returning sub
                        """)
                .bind("migration", migrationId)
                .bind("reason", slug(reason))
                .bind("atMost", atMost)
                .mapTo(String.class)
                .list());
    }

    /**
     * A failed user becomes pending again, and so does one that was skipped for what WorkOS said; one who has gone over,
     * but whose changes have not, is where it is and is to be decided again. Whether it is one of these.
     */
    public boolean reopen(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update source_user
                                set state = case when state in ('FAILED', 'SKIPPED') then 'PENDING' else state end,
                                    reason = null, detail = null, settled_digest = null,
                                    updated_at = clock_timestamp()
                                where migration_id = :migration and sub = :sub and planned_reason is null
                                    and (state in ('FAILED', 'SKIPPED')
                                        or (state in ('IMPORTED', 'LINKED') and settled_digest is null))
                                """)
                        .bind("migration", migrationId)
                        .bind("sub", sub)
                        .execute())
                > 0;
    }

    /** A user who was created and has not changed is to be decided again all the same; whether it is one. */
    public boolean sendAgain(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update source_user set settled_digest = null, updated_at = clock_timestamp()
                                where migration_id = :migration and sub = :sub and planned_reason is null
                                    and state = 'IMPORTED'
                                """)
                        .bind("migration", migrationId)
                        .bind("sub", sub)
                        .execute())
                > 0;
    }

    private static @Nullable String slug(@Nullable Reason reason) {
        return reason == null ? null : reason.slug();
    }
}
