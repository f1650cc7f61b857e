package dev.portage.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit's state: a GCRA (generic cell rate algorithm) without burst, so calls are spread evenly and no window holds
 * more than the limit.
 *
 * @param amount calls per window of the limit
 * @param nextAt the earliest time of the next call
 * @param blockedUntil no call before this time, because the other side said so
 * @param circuit whether the other side answers at all
 * @param pace the share of the rate to go at since the last 429; it recovers with time
 * @param hurried calls that went out before their turn, because a person waited
 */
record Bucket(
        Limit limit,
        int amount,
        Instant nextAt,
        Instant blockedUntil,
        double pace,
        @Nullable Instant lastThrottledAt,
        RecentCalls recent,
        Circuit circuit,
        Hurried hurried) {

    /**
     * Calls are spread over slightly more than the window, so that at the default budget no 10-second window is over it
     * although some calls take a sixth of a second longer than others to reach the other side, as the first ones do for
     * their connections. That leaves 98 % of the budget; half of the rest is for calls that may not wait.
     */
    static final double STRETCH = 1.02;

    /** The share of a limit that calls of people who wait may be ahead of their turn. */
    private static final double HURRIED = 0.01;

    /** The share of a window that they may use up at once where little else has been called. */
    private static final double RUSH = 0.5;

    /** A slot this much further ahead than is plausible means that the clock was set back. */
    private static final Duration PLAUSIBLE = Duration.ofSeconds(60);

    /** Longer than this nobody is held still, whatever the other side said. */
    static final Duration LONGEST_BLOCK = Duration.ofMinutes(5);

    private static final Duration SAME_THROTTLING = Duration.ofSeconds(1);
    private static final double SLOWEST = 0.1;
    private static final double CUT = 0.7;
    private static final double RECOVERY_PER_SECOND = 0.01;

    /** Time between two calls at full pace. */
    private double fullIntervalNanos() {
        return limit.window().toNanos() * STRETCH / amount;
    }

    /** Time between two calls at the pace of this time. */
    Duration interval(Instant now) {
        return Duration.ofNanos(Math.max(1, Math.round(fullIntervalNanos() / paceAt(now))));
    }

    /** The share of the full rate at this time: cut by each 429, regained at one hundredth per second. */
    double paceAt(Instant now) {
        if (lastThrottledAt == null) {
            return 1;
        }
        double seconds = Math.max(0, Duration.between(lastThrottledAt, now).toMillis() / 1000.0);
        return Math.min(1, pace + seconds * RECOVERY_PER_SECOND);
    }

    /** The earliest time at which the next call may go out. */
    Instant earliest(Instant now) {
        return latest(turn(now), held(now));
    }

    /** When the turn of the next call comes, if nothing holds it up. */
    private Instant turn(Instant now) {
        boolean plausible =
                !nextAt.isAfter(now.plus(PLAUSIBLE).plus(interval(now).multipliedBy(3)));
        return plausible ? nextAt : now;
    }

    /** Before this time nobody calls, in whatever hurry. */
    private Instant held(Instant now) {
        return latest(latest(block(now), circuit.earliest(now)), now);
    }

    /**
     * The earliest time at which a call may go out that is not to wait for those reserved before it. Each such call
     * moves all later ones back by one, and few may be ahead of their turn at once: so no window holds more than the
     * limit all the same.
     */
    Instant earliestHurried(Instant now) {
        Instant held = held(now);
        Instant turn = latest(turn(now), held);
        if (turn.equals(held) || hasRoom(held, now)) {
            return held;
        }
        Instant ahead = hurried.earliest((int) (amount * HURRIED), held);
        return ahead.isBefore(turn) ? ahead : turn;
    }

    /** Whether a call at this time fits into its window although others are reserved, as little has been called lately. */
    private boolean hasRoom(Instant slot, Instant now) {
        boolean near =
                Duration.between(slot, turn(now)).toNanos() < limit.window().toNanos() * RUSH;
        Duration stretched = Duration.ofNanos(Math.round(limit.window().toNanos() * STRETCH));
        return near && recent.since(slot.minus(stretched)) < Math.floor(amount / STRETCH);
    }

    /** The bucket after a call of a person who waits. */
    Bucket takenHurried(Instant slot, Instant now) {
        Instant turn = latest(turn(now), slot);
        boolean ahead = turn.isAfter(slot) && !hasRoom(slot, now);
        return new Bucket(
                limit,
                amount,
                turn.plus(interval(now)),
                blockedUntil,
                pace,
                lastThrottledAt,
                recent.counted(List.of(slot)),
                circuit.probed(slot),
                ahead ? hurried.with(turn, now) : hurried);
    }

    /** As with a slot: a block longer than the longest is one from before the clock was set back. */
    private Instant block(Instant now) {
        return blockedUntil.isAfter(now.plus(LONGEST_BLOCK)) ? now : blockedUntil;
    }

    /** The bucket after calls at these slots. */
    Bucket taken(List<Instant> slots, Instant now) {
        if (slots.isEmpty()) {
            return this;
        }
        Instant last = slots.getLast();
        return new Bucket(
                limit,
                amount,
                last.plus(interval(now)),
                blockedUntil,
                pace,
                lastThrottledAt,
                recent.counted(slots),
                circuit.probed(last),
                hurried);
    }

    /**
     * The bucket after the other side answered 429: nobody calls before {@code until}, and from then on at a lower
     * pace. Several such answers within a second are one event.
     */
    Bucket throttled(Instant until, Instant now) {
        boolean again = lastThrottledAt != null
                && Duration.between(lastThrottledAt, now).abs().compareTo(SAME_THROTTLING) < 0;
        double slower = again ? pace : Math.max(SLOWEST, paceAt(now) * CUT);
        return new Bucket(
                limit,
                amount,
                nextAt,
                latest(block(now), until),
                slower,
                again ? lastThrottledAt : now,
                recent,
                circuit,
                hurried);
    }

    /** The bucket with another limit, which holds at once: from the last call that is granted already. */
    Bucket resized(int newAmount, Instant now) {
        Bucket resized =
                new Bucket(limit, newAmount, nextAt, blockedUntil, pace, lastThrottledAt, recent, circuit, hurried);
        Instant next = nextAt.minus(interval(now)).plus(resized.interval(now));
        return new Bucket(limit, newAmount, next, blockedUntil, pace, lastThrottledAt, recent, circuit, hurried);
    }

    /** The bucket with the circuit in another state. */
    Bucket with(Circuit other) {
        return new Bucket(limit, amount, nextAt, blockedUntil, pace, lastThrottledAt, recent, other, hurried);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
