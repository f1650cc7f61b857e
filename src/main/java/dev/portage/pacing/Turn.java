package dev.portage.pacing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right to call of one job, or of a person who waits. The first call of a job's own draw was paid when the job was
 * claimed; each further one reserves its slot when it comes.
 */
public final class Turn {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** Reserves a slot; empty where none is within reach. */
    interface Reserve {
        Optional<Slot> slot(Draw call) throws InterruptedException;
    }

    private final Reserve reserve;
    private final RateBudget budget;
    private final @Nullable Draw draw;
    private @Nullable Slot prepaid;
    private int calls;

    Turn(RateBudget budget, Draw draw, Slot prepaid) {
        this.reserve = call -> budget.reserve(call, LONGEST_WAIT);
        this.budget = budget;
        this.draw = draw;
        this.prepaid = prepaid;
    }

    Turn(Reserve reserve, RateBudget budget) {
        this.reserve = reserve;
        this.budget = budget;
        this.draw = null;
    }

    /**
     * Waits until one call of this draw may go out.
     *
     * @throws BudgetExhausted where no slot is within reach: 15 seconds for a job, 3 for a person, less for who can wait
     * @throws InterruptedException where the service stops
     */
    public void await(Draw call) throws InterruptedException {
        long start = System.nanoTime();
        awaitSlot(call);
        calls++;
        budget.waited(call, System.nanoTime() - start);
    }

    /** How many calls were let go out. */
    public int calls() {
        return calls;
    }

    private void awaitSlot(Draw call) throws InterruptedException {
        Slot slot = prepaid;
        if (slot != null && call == draw) {
            prepaid = null;
            if (wait(slot)) {
                return;
            }
        }
        do {
            slot = reserve.slot(call).orElseThrow(BudgetExhausted::new);
        } while (!wait(slot));
    }

    /** Sleeps until the slot; false where it is too late for it. */
    private static boolean wait(Slot slot) throws InterruptedException {
        long ahead = slot.nanoTime() - System.nanoTime();
        if (ahead > 0) {
            TimeUnit.NANOSECONDS.sleep(ahead);
        }
        return System.nanoTime() - slot.nanoTime() <= RateBudget.TOLERANCE.toNanos();
    }
}
