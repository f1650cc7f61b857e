package dev.portage.pacing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * Group commit: one reservation is under way at a time, and the next serves all who have asked by then. So however many
 * people of this replica wait, the buckets are locked once for all of them, and none of them waits for another's lock.
 */
final class SharedReservation {
    private final Queue<CompletableFuture<Optional<Slot>>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean serving = new AtomicBoolean();
    private final IntFunction<List<Slot>> reserve;

    /** @param reserve reserves up to this many slots, the earliest first; fewer where no more are within reach */
    SharedReservation(IntFunction<List<Slot>> reserve) {
        this.reserve = reserve;
    }

    /**
     * Reserves one slot; empty where none is within reach.
     *
     * @throws IllegalStateException where the reservation failed, with what it failed of as its cause
     * @throws InterruptedException where the service stops
     */
    Optional<Slot> take() throws InterruptedException {
        CompletableFuture<Optional<Slot>> one = new CompletableFuture<>();
        waiting.add(one);
        if (serving.compareAndSet(false, true)) {
            // Not by this thread: who comes first would have to serve all who come after.
            Thread.ofPlatform().daemon().name("portage-reservation").start(this::serve);
        }
        try {
            return one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("No slot could be reserved", e.getCause());
        }
    }

    /** How many wait for the next reservation. */
    int waiting() {
        return waiting.size();
    }

    private void serve() {
        do {
            serve(drained());
            serving.set(false);
        } while (!waiting.isEmpty() && serving.compareAndSet(false, true));
    }

    private List<CompletableFuture<Optional<Slot>>> drained() {
        List<CompletableFuture<Optional<Slot>>> group = new ArrayList<>();
        for (var one = waiting.poll(); one != null; one = waiting.poll()) {
            group.add(one);
        }
        return group;
    }

    private void serve(List<CompletableFuture<Optional<Slot>>> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            List<Slot> slots = reserve.apply(group.size());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).complete(i < slots.size() ? Optional.of(slots.get(i)) : Optional.empty());
            }
        } catch (RuntimeException | Error e) {
            group.forEach(one -> one.completeExceptionally(e));
        }
    }
}
