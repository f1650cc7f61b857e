package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the workers of this replica when there may be something to claim, so that they need not poll often. Other
 * replicas find it at their next poll.
 */
@ApplicationScoped
class WakeUp {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TransactionManager transactions;
    private final TransactionSynchronizationRegistry registry;
    private long signals;

    WakeUp(TransactionManager transactions, TransactionSynchronizationRegistry registry) {
        this.transactions = transactions;
        this.registry = registry;
    }

    /** What a worker has seen; to be read before it looks into the database. */
    long seen() {
        lock.lock();
        try {
            return signals;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal that came after {@code seen}, but no longer than this. */
    void await(long seen, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (signals == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void now() {
        lock.lock();
        try {
            signals++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the workers when the current transaction has committed, or at once where there is none. */
    void afterCommit() {
        try {
            if (transactions.getStatus() == Status.STATUS_NO_TRANSACTION) {
                now();
                return;
            }
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do before the rows can be seen.
            }

            @Override
            public void afterCompletion(int status) {
                now();
            }
        });
    }
}
