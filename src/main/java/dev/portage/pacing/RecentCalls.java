package dev.portage.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * How many calls were granted in each of the last seconds, the newest at the end.
 *
 * @param lastSecond the epoch second that the last entry counts
 */
record RecentCalls(List<Integer> perSecond, long lastSecond) {

    /** As long as the longest window of a limit, and what is reserved ahead. */
    static final int KEPT = 80;

    RecentCalls {
        perSecond = List.copyOf(perSecond);
    }

    /** The counts with these calls, whose times ascend. */
    RecentCalls counted(List<Instant> slots) {
        long newest = newest(slots.getLast());
        int[] counts = shiftedTo(newest);
        for (Instant slot : slots) {
            long back = newest - slot.getEpochSecond();
            if (back < KEPT) {
                counts[KEPT - 1 - (int) back]++;
            }
        }
        return new RecentCalls(Arrays.stream(counts).boxed().toList(), newest);
    }

    /** Calls granted in the window that ends with this second. */
    int within(Duration window, Instant now) {
        int seconds = (int) Math.min(KEPT, Math.max(1, window.toSeconds()));
        int[] counts = shiftedTo(newest(now));
        return Arrays.stream(counts, KEPT - seconds, KEPT).sum();
    }

    /** Calls granted for this time or later, those for the rest of its second included. */
    int since(Instant from) {
        long first = from.getEpochSecond() - (lastSecond - perSecond.size() + 1);
        return perSecond.stream()
                .skip(Math.max(0, first))
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Calls are granted some seconds ahead; counts of later ones are from before the clock was set back. */
    private long newest(Instant time) {
        long second = time.getEpochSecond();
        return lastSecond - second < KEPT ? Math.max(second, lastSecond) : second;
    }

    private int[] shiftedTo(long second) {
        int[] counts = new int[KEPT];
        long shift = second - lastSecond;
        for (int i = 0; i < perSecond.size(); i++) {
            long target = KEPT - perSecond.size() + i - shift;
            if (target >= 0 && target < KEPT) {
                counts[(int) target] = perSecond.get(i);
            }
        }
        return counts;
    }
}
