package dev.portage.migration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where runs are kept. */
@ApplicationScoped
public class Runs implements PanacheRepositoryBase<Run, UUID> {
    private static final int PRUNED_AT_A_TIME = 1000;

    /** The run that is under way, if one is. */
    public Optional<Run> running(UUID migrationId) {
        return find("migrationId = ?1 and state = ?2", migrationId, Run.State.RUNNING)
                .firstResultOptional();
    }

    /** The latest run that has looked at the source or planned, and moved nobody. */
    public Optional<Run> latestAssessment(UUID migrationId) {
        return find(
                        "migrationId = ?1 and purpose in ?2 order by startedAt desc",
                        migrationId,
                        List.of(Run.Purpose.ASSESSMENT, Run.Purpose.PLAN))
                .firstResultOptional();
    }

    /** The run, locked until the transaction ends. Who locks its migration too does so before. */
    public Optional<Run> lock(UUID id) {
        return findByIdOptional(id).map(run -> Locks.lock(getEntityManager(), run));
    }

    public List<Run> newestFirst(UUID migrationId, @Nullable Instant startedBefore, int limit) {
        return (startedBefore == null
                        ? find("migrationId = ?1 order by startedAt desc", migrationId)
                        : find(
                                "migrationId = ?1 and startedAt < ?2 order by startedAt desc",
                                migrationId,
                                startedBefore))
                .page(Page.ofSize(limit))
                .list();
    }

    /** Which attributes the latest run that settled users has put under which metadata key. */
    public Optional<Map<String, String>> latestAttributeKeys(UUID migrationId) {
        return find("migrationId = ?1 and attributeKeys is not null order by startedAt desc", migrationId)
                .<Run>firstResultOptional()
                .map(Run::attributeKeys);
    }

    /** Forgets runs that ended before this time, but for the latest of each migration; answers their ids. */
    public List<UUID> prune(Instant endedBefore) {
        List<UUID> old = getEntityManager()
                .createQuery("""
                        select run.id from Run run
                        where run.finishedAt < :endedBefore and exists (
                            select later.id from Run later
                            where later.migrationId = run.migrationId and later.startedAt > run.startedAt)
                        """, UUID.class)
                .setParameter("endedBefore", endedBefore)
                .setMaxResults(PRUNED_AT_A_TIME)
                .getResultList();
        if (!old.isEmpty()) {
            delete("id in ?1", old);
        }
        return old;
    }

    /** Forgets whom the runs of this migration were for. */
    public void forgetPeople(UUID migrationId) {
        list("migrationId", migrationId).forEach(Run::forgetPeople);
    }

    public List<Run> deleting() {
        return list("state = ?1 and phase in ?2", Run.State.RUNNING, List.of(Run.Phase.DELETING, Run.Phase.CLEARING));
    }

    public List<Run> sending() {
        return list("state = ?1 and phase = ?2", Run.State.RUNNING, Run.Phase.SENDING);
    }
}
