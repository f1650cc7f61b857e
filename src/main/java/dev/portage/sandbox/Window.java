package dev.portage.sandbox;

/**
 * Counts events exactly in a sliding window: how many lie in {@code (t - length, t]}, and the most that any window of
 * that length has ever held.
 *
 * <p>Arrivals stamped by different threads come in slightly out of order, so times are kept sorted and a window is only
 * forgotten {@link #SLACK} after it has passed.
 */
final class Window {

    private static final long SLACK = 2_000_000_000L;

    private final long length;
    private long[] times = new long[16];
    private int head;
    private int size;
    private int worst;

    Window(long lengthNanos) {
        length = lengthNanos;
    }

    /** How many events the window that ends at {@code time} holds. */
    synchronized int count(long time) {
        return rank(time) - rank(time - length);
    }

    /** Adds an event, and answers how many the window that ends with it now holds. */
    synchronized int add(long time) {
        forget(time);
        grow();
        int at = size++;
        while (at > 0 && get(at - 1) > time) {
            set(at, get(at - 1));
            at--;
        }
        set(at, time);
        // A late-coming earlier event also fills the windows that end at the events after it.
        for (int later = at; later < size; later++) {
            worst = Math.max(worst, later + 1 - rank(get(later) - length));
        }
        return at + 1 - rank(time - length);
    }

    /** Nanoseconds from {@code time} until the window holds fewer than {@code limit} events; 0 if it already does. */
    synchronized long untilBelow(int limit, long time) {
        int surplus = count(time) - limit;
        if (surplus < 0) {
            return 0;
        }
        int leaving = rank(time - length) + surplus;
        return leaving < size ? Math.max(0, get(leaving) + length - time) : length;
    }

    synchronized int worst() {
        return worst;
    }

    synchronized void clear() {
        head = 0;
        size = 0;
        worst = 0;
    }

    /** How many events lie at or before {@code time}. */
    private int rank(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void forget(long time) {
        while (size > 0 && get(0) < time - length - SLACK) {
            head = (head + 1) & (times.length - 1);
            size--;
        }
    }

    private void grow() {
        if (size < times.length) {
            return;
        }
        long[] larger = new long[times.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = get(i);
        }
        times = larger;
        head = 0;
    }

    private long get(int index) {
        return times[(head + index) & (times.length - 1)];
    }

    private void set(int index, long time) {
        times[(head + index) & (times.length - 1)] = time;
    }
}
