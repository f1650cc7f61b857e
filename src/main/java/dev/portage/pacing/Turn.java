package dev.portage.pacing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One job's right to call. The first call of the job's own draw was paid when the job was claimed; each further one
 * reserves its slot when it comes.
 */
public final class Turn {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final RateBudget budget;
    private final Draw draw;
    private @Nullable Slot prepaid;
    private int calls;

    Turn(RateBudget budget, Draw draw, Slot prepaid) {
        this.budget = budget;
        this.draw = draw;
        this.prepaid = prepaid;
    }

    /**
     * Waits until one call of this draw may go out.
     *
     * @throws BudgetExhausted where no slot comes free within 15 seconds
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
            slot = budget.reserve(call, LONGEST_WAIT).orElseThrow(BudgetExhausted::new);
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
