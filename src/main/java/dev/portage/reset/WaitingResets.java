package dev.portage.reset;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The rows of the mails whose turn has not come: how the feeder finds the next ones. */
@ApplicationScoped
class WaitingResets {
    /** Longer than a lease with the calls that it covers: no replica is at work on such a row any more. */
    private static final String ABANDONED = "5 minutes";

    private final Jdbi jdbi;

    WaitingResets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The campaigns that there may be something to do for, the oldest first. */
    List<UUID> campaignsToTend() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select id from password_reset_campaign as campaign
                        where state = 'RUNNING' or (state = 'CANCELLED' and exists (
                            select 1 from password_reset
                            where campaign_id = campaign.id and state = 'QUEUED' and intent_at is null))
                        order by created_at
                        """).mapTo(UUID.class).list());
    }

    /** How many are in the queue or in flight. */
    int onTheWay(UUID campaign) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from password_reset
                        where campaign_id = :campaign and state = 'QUEUED' and released
                        """)
                .bind("campaign", campaign)
                .mapTo(int.class)
                .one());
    }

    /** Marks the next ones as being in the queue; their ids. */
    List<String> release(UUID campaign, int atMost) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update password_reset set released = true
                        where id = any(array(
                            select id from password_reset
                            where campaign_id = :campaign and state = 'QUEUED' and not released
                            order by seq limit :atMost))
                        returning id
                        """)
                .bind("campaign", campaign)
                .bind("atMost", atMost)
                .mapTo(String.class)
                .list());
    }

    boolean any(UUID campaign) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select 1 from password_reset where campaign_id = :campaign and state = 'QUEUED')")
                .bind("campaign", campaign)
                .mapTo(boolean.class)
                .one());
    }

    /** Gives up mails that nobody has set about to send, up to this many at a time. */
    void cancel(UUID campaign, int atMost) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update password_reset
                        set state = 'FAILED', reason = :reason, detail = :detail, updated_at = clock_timestamp()
                        where id = any(array(
                                select id from password_reset
                                where campaign_id = :campaign and state = 'QUEUED' and intent_at is null
                                order by seq limit :atMost for update))
                            and state = 'QUEUED' and intent_at is null
                        """)
                .bind("campaign", campaign)
                .bind("reason", ResetReason.CANCELLED.slug())
                .bind("detail", ResetReason.CANCELLED.remedy())
                .bind("atMost", atMost)
                .execute());
    }

    /** Mails that a replica set about to send, and of which nothing was heard since, are uncertain. */
    int abandon() {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update password_reset
                        set state = 'UNCERTAIN', reason = :reason, detail = :detail, updated_at = clock_timestamp()
                        where state = 'QUEUED' and intent_at < clock_timestamp() - cast(:age as interval)
                        """)
                .bind("reason", ResetReason.ANSWER_LOST.slug())
                .bind("detail", ResetReason.ANSWER_LOST.remedy())
                .bind("age", ABANDONED)
                .execute());
    }
}
