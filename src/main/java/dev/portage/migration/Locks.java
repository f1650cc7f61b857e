package dev.portage.migration;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.hibernate.LockMode;
import org.hibernate.Session;

/** Locks the rows of entities that may have been read before. */
final class Locks {
    private Locks() {}

    /**
     * Locks the row until the transaction ends, and brings the entity up to what the row holds by then. Hibernate's own
     * lock does not: it leaves an entity that the transaction has read before as it was, so that a change which came
     * between would be decided without, and overwritten.
     */
    static <T> T lock(EntityManager entities, T entity) {
        if (entities.unwrap(Session.class).getCurrentLockMode(entity).lessThan(LockMode.PESSIMISTIC_WRITE)) {
            // What has been changed already would be forgotten.
            entities.flush();
            entities.refresh(entity, LockModeType.PESSIMISTIC_WRITE);
        }
        return entity;
    }
}
