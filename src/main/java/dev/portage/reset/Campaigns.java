package dev.portage.reset;

import dev.portage.migration.NotFoundException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;

/** Where campaigns are kept. */
@ApplicationScoped
public class Campaigns implements PanacheRepositoryBase<Campaign, UUID> {

    /** The campaign, locked until the transaction ends. */
    Campaign lock(UUID migrationId, UUID id) {
        return find("id = ?1 and migrationId = ?2", id, migrationId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> unknown(id));
    }

    Campaign lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(() -> unknown(id));
    }

    /** All of a migration, locked, the one that the mails for single users share included. */
    List<Campaign> lockAll(UUID migrationId) {
        return find("migrationId", migrationId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The campaign, locked, unless another replica is at it just now. */
    Optional<Campaign> lockIfFree(UUID id) {
        return find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .firstResultOptional();
    }

    /**
     * The campaign.
     *
     * @throws NotFoundException where the migration has no such campaign
     */
    public Campaign get(UUID migrationId, UUID id) {
        return find("id = ?1 and migrationId = ?2", id, migrationId)
                .firstResultOptional()
                .orElseThrow(() -> unknown(id));
    }

    /** Newest first; without the one that the mails for single users share. */
    public List<Campaign> newestFirst(UUID migrationId, @Nullable Instant createdBefore, int limit) {
        String some = "migrationId = ?1 and audience <> ?2";
        return (createdBefore == null
                        ? find(some + " order by createdAt desc", migrationId, ResetAudience.Kind.USER)
                        : find(
                                some + " and createdAt < ?3 order by createdAt desc",
                                migrationId,
                                ResetAudience.Kind.USER,
                                createdBefore))
                .page(Page.ofSize(limit))
                .list();
    }

    /** The one that the mails for single users share, locked. */
    Optional<Campaign> ofSingleUsers(UUID migrationId, Delivery delivery) {
        return find(
                        "migrationId = ?1 and delivery = ?2 and audience = ?3",
                        migrationId,
                        delivery,
                        ResetAudience.Kind.USER)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    boolean anyRunning() {
        return count("state", Campaign.State.RUNNING) > 0;
    }

    /** How many campaigns are not over, and how many of these something holds up. */
    record Census(long running, long paused, long heldUp) {
        long count(Campaign.State state) {
            return switch (state) {
                case RUNNING -> running;
                case PAUSED -> paused;
                case COMPLETED, CANCELLED -> 0;
            };
        }
    }

    Census census() {
        return new Census(
                count("state", Campaign.State.RUNNING),
                count("state", Campaign.State.PAUSED),
                count("state in (?1, ?2) and lastError is not null", Campaign.State.RUNNING, Campaign.State.PAUSED));
    }

    private static NotFoundException unknown(UUID id) {
        return new NotFoundException(
                "campaign", "This migration has no campaign " + id + ": see the list of them (GET …/campaigns).");
    }
}
