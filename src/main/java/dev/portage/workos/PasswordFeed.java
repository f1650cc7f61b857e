package dev.portage.workos;

import dev.portage.migration.WorkOsPasswords;
import dev.portage.migration.WorkOsSignIns;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Learns from WorkOS's events who has set a password there, and tells {@link WorkOsPasswords}; and who has signed in. One
 * replica at a time reads, from a cursor in the database that moves in the same transaction in which what was read is
 * kept: nothing is missed across restarts, and what is read twice does no harm.
 *
 * <p>In this room because both password resets and sign-ins need it, which may not know each other.
 */
@ApplicationScoped
public class PasswordFeed {
    private static final Logger LOG = Logger.getLogger(PasswordFeed.class);

    /** Longer than one call with its wait for the budget. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final UUID replica = UUID.randomUUID();
    private final ReentrantLock reading = new ReentrantLock();
    private final WorkOsEvents events;
    private final EventCursors cursors;
    private final WorkOsPasswords passwords;
    private final WorkOsSignIns signIns;
    private final RateBudget budget;

    PasswordFeed(
            WorkOsEvents events,
            EventCursors cursors,
            WorkOsPasswords passwords,
            WorkOsSignIns signIns,
            RateBudget budget) {
        this.events = events;
        this.cursors = cursors;
        this.passwords = passwords;
        this.signIns = signIns;
        this.budget = budget;
    }

    /**
     * How far the events are read; all times are the database's.
     *
     * @param readAt the latest try
     * @param caughtUpAt all events up to this time are known
     * @param problem why the latest try did not succeed; empty where it did
     */
    public record Standing(Instant now, Instant readAt, Instant caughtUpAt, Optional<String> problem) {

        /** Whether events from before this time may still be unread, and are about to be read. */
        public boolean behind(Instant time) {
            return caughtUpAt.isBefore(time) && problem.isEmpty();
        }
    }

    public Standing look() {
        return cursors.look();
    }

    /**
     * Reads the events that are new, one call for each hundred of them, or waits for the replica that is reading.
     *
     * @param atMost when to stop; what was read by then is kept
     * @return whether everything that happened before this call is known now
     * @throws InterruptedException where the service stops
     */
    public boolean catchUp(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Instant asked = cursors.look().now();
        // The cursor is the replica's and not the thread's; who waits here mostly finds the work done.
        if (!reading.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            while (cursors.look().caughtUpAt().isBefore(asked)) {
                Optional<EventCursors.Taken> taken = cursors.take(replica, LEASE);
                if (taken.isPresent()) {
                    return readOn(taken.get(), end);
                }
                if (System.nanoTime() > end) {
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            }
            return true;
        } finally {
            reading.unlock();
        }
    }

    private boolean readOn(EventCursors.Taken first, long end) throws InterruptedException {
        // A sign-in may be waiting for it.
        Turn turn = budget.personal();
        try {
            Optional<EventCursors.Taken> taken = Optional.of(first);
            while (taken.isPresent()) {
                Step step = step(taken.get(), turn);
                if (step != Step.MORE || System.nanoTime() > end) {
                    return step == Step.CAUGHT_UP;
                }
                taken = cursors.take(replica, LEASE);
            }
            return false;
        } catch (BudgetExhausted e) {
            cursors.failed("The budget for calls to WorkOS is spent");
            return false;
        } finally {
            cursors.release(replica);
        }
    }

    private enum Step {
        CAUGHT_UP,
        MORE,
        FAILED
    }

    private Step step(EventCursors.Taken taken, Turn turn) throws InterruptedException {
        String after = taken.lastEvent();
        Outcome<WorkOsEvents.Page> read = events.signIns(after, turn);
        return switch (read) {
            case Outcome.Success<WorkOsEvents.Page>(WorkOsEvents.Page page) -> keep(page, taken);
            case Outcome.NotFound<WorkOsEvents.Page> ignored -> fromTheBeginning(after, "404");
            case Outcome.Rejected<WorkOsEvents.Page>(String code) -> fromTheBeginning(after, code);
            case Outcome.Unauthorized<WorkOsEvents.Page>(String why) -> failed(why);
            case Outcome.Unavailable<WorkOsEvents.Page>(String why) -> failed(why);
            case Outcome.Throttled<WorkOsEvents.Page> ignored -> failed("WorkOS answered 429");
            case Outcome.Conflict<WorkOsEvents.Page> ignored -> failed("WorkOS answered 409");
            case Outcome.Unreadable<WorkOsEvents.Page> ignored -> failed("WorkOS's answer could not be read");
        };
    }

    private Step keep(WorkOsEvents.Page page, EventCursors.Taken taken) {
        return QuarkusTransaction.requiringNew().call(() -> {
            String last = page.last().orElse(taken.lastEvent());
            if (!cursors.advance(replica, last, page.more() ? null : taken.at())) {
                return Step.FAILED;
            }
            passwords.found(page.proofs());
            signIns.found(page.signIns());
            return page.more() ? Step.MORE : Step.CAUGHT_UP;
        });
    }

    /** The event of the cursor is kept no more, or is one of another environment. */
    private Step fromTheBeginning(@Nullable String after, String code) {
        if (after == null) {
            return failed("WorkOS refused to list its events: " + code);
        }
        LOG.warnf("WorkOS does not know the event that was read last (%s): all that it keeps are read again", code);
        cursors.advance(replica, null, null);
        return Step.MORE;
    }

    private Step failed(String why) {
        LOG.warnf("WorkOS's events can not be read at the moment: %s", why);
        cursors.failed(why);
        return Step.FAILED;
    }
}
