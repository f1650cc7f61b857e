package dev.portage.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The buckets that one draw counts against, seen at one time of the database's clock. Pure arithmetic. */
record Buckets(List<Bucket> buckets, Instant now) {

    Buckets {
        buckets = List.copyOf(buckets);
    }

    /**
     * Slots for up to {@code wanted} calls, none later than {@code horizon} from now, in ascending order. The first of
     * them are the same however many are wanted. While a circuit is open, a single slot is given at a time, for a probe.
     */
    List<Instant> slots(int wanted, Duration horizon) {
        List<Instant> cursors = new ArrayList<>(
                buckets.stream().map(bucket -> bucket.earliest(now)).toList());
        List<Duration> intervals =
                buckets.stream().map(bucket -> bucket.interval(now)).toList();
        List<Instant> slots = new ArrayList<>();
        Instant end = now.plus(horizon);
        int most = probing() ? Math.min(wanted, 1) : wanted;
        while (slots.size() < most) {
            Instant slot = cursors.stream().max(Instant::compareTo).orElse(now);
            if (slot.isAfter(end)) {
                break;
            }
            slots.add(slot);
            for (int i = 0; i < cursors.size(); i++) {
                cursors.set(i, slot.plus(intervals.get(i)));
            }
        }
        return slots;
    }

    /** Slots, and the buckets after the calls at them. */
    record Granted(List<Instant> slots, Buckets after) {}

    /**
     * A slot each for so many people who wait: before whatever is reserved, as far as no window gets too full by it. Fewer
     * where no more are within reach.
     */
    Granted hurried(int people, Duration patience) {
        List<Instant> slots = new ArrayList<>();
        Instant end = now.plus(patience);
        Buckets after = this;
        while (slots.size() < people) {
            Instant slot = after.earliestHurried();
            if (slot.isAfter(end)) {
                break;
            }
            slots.add(slot);
            after = after.takenHurried(slot);
        }
        return new Granted(List.copyOf(slots), after);
    }

    private Instant earliestHurried() {
        return buckets.stream()
                .map(bucket -> bucket.earliestHurried(now))
                .max(Instant::compareTo)
                .orElse(now);
    }

    private Buckets takenHurried(Instant slot) {
        return new Buckets(
                buckets.stream().map(bucket -> bucket.takenHurried(slot, now)).toList(), now);
    }

    /** Whether a circuit is open, so that the next call is a probe. */
    boolean probing() {
        return buckets.stream().anyMatch(bucket -> !bucket.circuit().closed());
    }

    /** The buckets after calls at these slots. */
    List<Bucket> taken(List<Instant> slots) {
        return buckets.stream().map(bucket -> bucket.taken(slots, now)).toList();
    }
}
