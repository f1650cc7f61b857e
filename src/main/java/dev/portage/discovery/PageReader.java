package dev.portage.discovery;

import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Reads listings, as many pages at a time as make a step. While a step is being recorded and its job claimed again, the pages
 * that follow are read ahead: so a listing is read at the pace of the budget, however long the database takes.
 *
 * @param <P> a page
 */
final class PageReader<P> {
    /** What is read before it is recorded. Pages are small, and the database has work with each transaction. */
    private static final int ENTRIES_A_STEP = 1200;

    /** Less than a pause may take to be obeyed. */
    private static final Duration STEP = Duration.ofMillis(500);

    /** As long as a pause may take to be obeyed: one that comes after a step has been recorded is not met before. */
    private static final Duration LONGEST_AHEAD = Duration.ofSeconds(1);

    /** A database that takes longer than this to record a step and let its job be claimed has other troubles. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** As far ahead as jobs are claimed: no job finds the budget taken for longer by what is read for later. */
    private static final Duration WITHIN_REACH = Duration.ofMillis(250);

    private final RateBudget budget;
    private final ToIntFunction<P> entries;
    private final Function<P, Optional<String>> next;
    private final ReadAhead<P> ahead;

    /**
     * @param entries how many a page has
     * @param next the token of the page after it; empty for the last
     */
    PageReader(RateBudget budget, ToIntFunction<P> entries, Function<P, Optional<String>> next) {
        this.budget = budget;
        this.entries = entries;
        this.next = next;
        this.ahead = new ReadAhead<>(entries, next, ENTRIES_A_STEP, LONGEST_AHEAD, KEPT);
    }

    /** Asks for the page with this token, the first where it is empty, when its turn has come. */
    @FunctionalInterface
    interface Ask<A> {
        A page(Optional<String> token, Turn turn) throws InterruptedException;
    }

    /**
     * The pages of a step, in their order, or the answer that brought none.
     *
     * @param instead the first answer, where it brought no page
     */
    record Stretch<P, A>(List<P> pages, Optional<A> instead) {}

    /**
     * Reads the pages of a step, at least one. What brings no page is answered only where it comes first: what has been read
     * is to be recorded before, and if the trouble lasts, the next step meets it.
     *
     * @param listing what is read for, such as a run
     * @param token of the page to begin with; empty for the first
     * @param page the page that an answer brings
     * @throws dev.portage.pacing.BudgetExhausted where no slot is within reach
     * @throws InterruptedException where the service stops
     */
    <A> Stretch<P, A> read(UUID listing, Optional<String> token, Turn turn, Ask<A> ask, Function<A, Optional<P>> page)
            throws InterruptedException {
        List<P> read = new ArrayList<>(ahead.take(listing, token));
        long end = System.nanoTime() + STEP.toNanos();
        while (read.isEmpty() || (!fillsAStep(read) && System.nanoTime() < end)) {
            A answer = ask.page(read.isEmpty() ? token : next.apply(read.getLast()), turn);
            Optional<P> one = page.apply(answer);
            if (one.isEmpty()) {
                return new Stretch<>(read, read.isEmpty() ? Optional.of(answer) : Optional.empty());
            }
            read.add(one.get());
        }
        next.apply(read.getLast())
                .ifPresent(after -> ahead.begin(
                        listing, after, at -> page.apply(ask.page(Optional.of(at), budget.turn(WITHIN_REACH)))));
        return new Stretch<>(read, Optional.empty());
    }

    private boolean fillsAStep(List<P> read) {
        return next.apply(read.getLast()).isEmpty()
                || read.stream().mapToInt(entries).sum() >= ENTRIES_A_STEP;
    }

    /** Reads nothing ahead for this listing, which is held up or over; a page in flight is still read. */
    void end(UUID listing) {
        ahead.end(listing);
    }

    /** Ends everything, for good. */
    void stop() {
        ahead.stop();
    }
}
