package dev.portage.migration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where migrations are kept. */
@ApplicationScoped
public class Migrations implements PanacheRepositoryBase<Migration, UUID> {

    /** The migration; a {@link NotFoundException} where there is none. */
    public Migration get(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> unknown(id));
    }

    /**
     * The migration, locked until the transaction ends, as the last who had it locked has left it: states change one
     * after the other.
     */
    public Migration lock(UUID id) {
        return Locks.lock(getEntityManager(), get(id));
    }

    /**
     * Keeps the migration from being erased until the transaction ends; false where it has been, or there is none. What
     * tells of people and belongs to no job is written under this: an erasure waits for jobs, and for nothing else.
     */
    public boolean lockUnlessErased(UUID id) {
        return find("id = ?1 and erasedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .singleResultOptional()
                .isPresent();
    }

    /** Newest first, after the migration created at this time. */
    public List<Migration> newestFirst(@Nullable Instant createdBefore, int limit) {
        return (createdBefore == null
                        ? find("order by createdAt desc")
                        : find("createdAt < ?1 order by createdAt desc", createdBefore))
                .page(Page.ofSize(limit))
                .list();
    }

    /** Whether a live migration has this user pool. */
    public boolean claimed(String userPoolId, String region) {
        return count(
                        "userPoolId = ?1 and region = ?2 and state not in ('CANCELLED', 'UNDONE') and erasedAt is null",
                        userPoolId,
                        region)
                > 0;
    }

    /** The newest live migration of this user pool, or of any; one that is being undone takes nobody over. */
    public Optional<Migration> newestLive(Optional<String> userPoolId) {
        String live = """
                from Migration m where m.sourceType = ?1 and m.erasedAt is null and m.state not in ('CANCELLED', 'UNDONE')
                    and not exists (from Run r where r.migrationId = m.id and r.purpose = 'UNDO' and r.state = 'RUNNING')
                """;
        String newest = " order by m.createdAt desc";
        return userPoolId
                .map(pool -> find(live + " and m.userPoolId = ?2" + newest, SourceType.USER_POOL, pool))
                .orElseGet(() -> find(live + newest, SourceType.USER_POOL))
                .page(Page.ofSize(1))
                .firstResultOptional();
    }

    /** Whether what a migration has created is being taken back, or is to be once its undo is resumed. */
    public boolean undoing(UUID id) {
        return find(
                                "from Migration m where m.id = ?1 and exists (from Run r where r.migrationId = m.id"
                                        + " and r.purpose = 'UNDO' and r.state = 'RUNNING')",
                                id)
                        .count()
                > 0;
    }

    /** Migrations with a run under way, paused or not. */
    public List<Migration> underWay() {
        return list("state in ?1", MigrationState.RUNNING);
    }

    /** Those that go first where not all can be shown: the newest, without those that have been erased. */
    List<Migration> newest(int limit) {
        return find("erasedAt is null order by createdAt desc")
                .page(Page.ofSize(limit))
                .list();
    }

    private static NotFoundException unknown(UUID id) {
        return new NotFoundException(
                "migration", "There is no migration " + id + ": see the list of them (GET /migrations).");
    }
}
