package dev.portage.reset;

import dev.portage.migration.NotFoundException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** The rows of the mails that were asked for, as an operator sees and steers them. */
@ApplicationScoped
public class Resets {
    private final Jdbi jdbi;

    Resets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What to look for in a list; null fields look for anything. */
    public record Filter(
            @Nullable ResetState state,
            @Nullable String email,
            @Nullable UUID campaignId) {}

    /** The latest asked for first. */
    public List<Reset> list(UUID migrationId, Filter filter, @Nullable Long beforeSeq, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from password_reset where migration_id = :migration"
                                + (filter.state() == null ? "" : " and state = :state")
                                + (filter.email() == null ? "" : " and email_key = lower(:email)")
                                + (filter.campaignId() == null ? "" : " and campaign_id = :campaign")
                                + (beforeSeq == null ? "" : " and seq < :before")
                                + " order by seq desc limit :limit")
                .bind("migration", migrationId)
                .bind("state", filter.state() == null ? null : filter.state().name())
                .bind("email", filter.email())
                .bind("campaign", filter.campaignId())
                .bind("before", beforeSeq)
                .bind("limit", limit)
                .configure(SqlStatements.class, sql -> sql.setUnusedBindingAllowed(true))
                .map(new ResetRow())
                .list());
    }

    /**
     * The mail with this id.
     *
     * @throws NotFoundException where the migration has no such reset
     */
    public Reset get(UUID migrationId, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "select * from password_reset where migration_id = :migration and id = :id")
                        .bind("migration", migrationId)
                        .bind("id", id)
                        .map(new ResetRow())
                        .findOne())
                .orElseThrow(() -> new NotFoundException(
                        "password-reset",
                        "This migration has no password reset " + id
                                + ": see the list of them (GET …/password-resets)."));
    }

    /** Until the transaction ends, nobody else chooses whom of this migration to mail. */
    void chooseAlone(UUID migrationId) {
        jdbi.useHandle(handle -> handle.execute(
                "select pg_advisory_xact_lock(hashtext('portage.reset.' || cast(? as text)))", migrationId));
    }

    /** The latest mail that was asked for this user. */
    Optional<Reset> latest(UUID migrationId, String sub) {
        return ofUser(migrationId, sub, 1).stream().findFirst();
    }

    /** The mails that were asked for this user, the latest first. */
    public List<Reset> ofUser(UUID migrationId, String sub, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from password_reset where migration_id = :migration and sub = :sub
                        order by seq desc limit :limit
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .bind("limit", limit)
                .map(new ResetRow())
                .list());
    }

    /** Whether a mail for this user waits in any campaign. */
    boolean waits(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select 1 from password_reset
                                       where migration_id = :migration and sub = :sub and state = 'QUEUED')
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .mapTo(boolean.class)
                .one());
    }

    /** It waits for its turn again, as if nothing had been tried; whether it may. */
    boolean queueAgain(UUID id) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update password_reset
                                set state = 'QUEUED', reason = null, detail = null, released = false, intent_at = null,
                                    updated_at = clock_timestamp()
                                where id = :id and state in ('FAILED', 'UNCERTAIN')
                                """).bind("id", id).execute()) > 0;
    }

    /** Whether a canary or a few named users of the migration were sent a mail. */
    public boolean triedOnAFew(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (
                            select 1 from password_reset as reset
                            join password_reset_campaign as campaign on campaign.id = reset.campaign_id
                            where campaign.migration_id = :migration and campaign.audience in ('CANARY', 'EMAILS')
                                and reset.sent_at is not null)
                        """)
                .bind("migration", migrationId)
                .mapTo(boolean.class)
                .one());
    }

    /** How much there is to learn from WorkOS's events. */
    enum Interest {
        /** People are setting their passwords just now. */
        RECENT_MAILS,
        /** Some have not set one yet, though their link has died. */
        OPEN_MAILS,
        /** Somebody has gone over; WorkOS keeps its events for a month, so they must be read now and then. */
        MIGRATED_USERS,
        NOTHING
    }

    Interest interest() {
        return Interest.valueOf(jdbi.withHandle(
                handle -> handle.createQuery("""
                        select case
                            when exists (select 1 from password_reset where state in ('SENT', 'UNCERTAIN')
                                         and updated_at > clock_timestamp() - interval '2 hours')
                                then 'RECENT_MAILS'
                            when exists (select 1 from password_reset where state in ('SENT', 'UNCERTAIN'))
                                then 'OPEN_MAILS'
                            when exists (select 1 from source_user where workos_user_id is not null)
                                then 'MIGRATED_USERS'
                            else 'NOTHING' end
                        """).mapTo(String.class).one()));
    }
}
