package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How sign-ins ended. The rows hold no password, and of an address its keyed hash only. */
@ApplicationScoped
public class SignIns {
    private final Jdbi jdbi;
    private final AddressHash hash;

    SignIns(Jdbi jdbi, AddressHash hash) {
        this.jdbi = jdbi;
        this.hash = hash;
    }

    /** What was asked for. */
    @Schema(name = "SignInKind")
    public enum Kind {
        SIGN_IN,
        CHALLENGE,
        PASSWORD_RESET
    }

    /**
     * One sign-in, as it ended.
     *
     * @param detail in words, without secrets and addresses; null where the outcome says all
     * @param emailHash as {@link AddressHash#ofEmail} makes it
     * @param migrationId null where it is not known; it is looked for by the WorkOS user then, as is the sub
     */
    @SuppressWarnings("ArrayRecordComponent") // kept as the database takes it, and never compared
    public record Ended(
            Instant at,
            Kind kind,
            SignInOutcome outcome,
            @Nullable String detail,
            byte[] emailHash,
            @Nullable UUID migrationId,
            @Nullable String sub,
            @Nullable String workosUserId) {}

    /** A sign-in as it is shown. */
    @Schema(name = "RecordedSignIn")
    public record Recorded(
            Instant at,
            Kind kind,
            SignInOutcome outcome,
            @Nullable String detail,
            @Nullable String sub,
            @Nullable String workosUserId) {}

    /** Those of users whose migration has been erased meanwhile are not kept. */
    public void add(Collection<Ended> ended) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with ended as materialized (
                            select cast(s.at as timestamptz) as at, s.kind, s.outcome, s.detail, s.email_hash,
                                coalesce(cast(s.migration as uuid), u.migration_id) as migration_id,
                                coalesce(s.sub, u.sub) as sub, s.workos_id
                            from unnest(:times, :kinds, :outcomes, :details, :hashes, :migrations, :subs, :workosIds)
                                as s (at, kind, outcome, detail, email_hash, migration, sub, workos_id)
                            left join lateral (
                                select migration_id, sub from source_user where workos_user_id = s.workos_id
                                order by updated_at desc limit 1) as u on s.sub is null),
                        kept as materialized (
                            select id from migration
                            where id in (select migration_id from ended) and erased_at is null for share)
                        insert into sign_in (at, kind, outcome, detail, email_hash, migration_id, sub, workos_user_id)
                        select * from ended where migration_id is null or migration_id in (select id from kept)
                        """)
                .bindArray(
                        "times",
                        String.class,
                        ended.stream().map(each -> each.at().toString()).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        ended.stream().map(each -> each.kind().name()).toList())
                .bindArray(
                        "outcomes",
                        String.class,
                        ended.stream().map(each -> each.outcome().name()).toList())
                .bindArray(
                        "details",
                        String.class,
                        ended.stream().map(Ended::detail).toList())
                .bindArray(
                        "hashes",
                        byte[].class,
                        ended.stream().map(Ended::emailHash).toList())
                .bindArray(
                        "migrations",
                        String.class,
                        ended.stream()
                                .map(each -> each.migrationId() == null
                                        ? null
                                        : each.migrationId().toString())
                                .toList())
                .bindArray("subs", String.class, ended.stream().map(Ended::sub).toList())
                .bindArray(
                        "workosIds",
                        String.class,
                        ended.stream().map(Ended::workosUserId).toList())
                .execute());
    }

    /** The latest sign-ins with this e-mail address, the newest first, whether anybody has it or not. */
    public List<Recorded> ofEmail(String email, int limit) {
        return latest("email_hash = :it", hash.ofEmail(email.strip().toLowerCase(Locale.ROOT)), limit);
    }

    /** The latest sign-ins of this user, the newest first. */
    public List<Recorded> ofSub(String sub, int limit) {
        return latest("sub = :it", sub, limit);
    }

    private List<Recorded> latest(String which, Object value, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from sign_in where " + which + " order by id desc limit :limit")
                .bind("it", value)
                .bind("limit", limit)
                .map((row, context) -> new Recorded(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        Kind.valueOf(row.getString("kind")),
                        SignInOutcome.valueOf(row.getString("outcome")),
                        row.getString("detail"),
                        row.getString("sub"),
                        row.getString("workos_user_id")))
                .list());
    }

    /** Deletes what ended before this time, up to this many at a time; answers how many. */
    public int prune(Instant before, int atMost) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        delete from sign_in where id = any(array(
                            select id from sign_in where at < :before order by id limit :atMost))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute());
    }
}
