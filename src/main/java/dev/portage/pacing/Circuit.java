package dev.portage.pacing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the other side answers at all. After many failures in a row nobody calls for a while; then single calls probe
 * it, and the first that is answered closes the circuit. All replicas share it.
 *
 * @param trips how often it has opened without having closed; 0 while it is closed
 * @param openUntil no call before this time
 * @param failingSince when it opened first; null while it is closed
 */
record Circuit(int trips, Instant openUntil, @Nullable Instant failingSince) {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Time for a probe to be answered before the next one goes out. */
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(2);

    static final Circuit CLOSED = new Circuit(0, Instant.EPOCH, null);

    boolean closed() {
        return trips == 0;
    }

    /** The earliest time of the next call; one that is further ahead than is ever said is from before a clock was set back. */
    Instant earliest(Instant now) {
        return openUntil.isAfter(now.plus(LONGEST).plus(BETWEEN_PROBES)) ? now : openUntil;
    }

    /** After too many failures, or a failed probe: opens, each time for longer. */
    Circuit tripped(Instant now) {
        if (now.isBefore(openUntil)
                && trips > 0
                && Duration.between(now, openUntil).compareTo(BETWEEN_PROBES) > 0) {
            // One outage, told of by many calls that were under way.
            return this;
        }
        long seconds = Math.min(LONGEST.toSeconds(), FIRST.toSeconds() << Math.min(trips, 10));
        return new Circuit(trips + 1, now.plusSeconds(seconds), failingSince == null ? now : failingSince);
    }

    /** After a probe has gone out. */
    Circuit probed(Instant slot) {
        return closed() ? this : new Circuit(trips, slot.plus(BETWEEN_PROBES), failingSince);
    }
}
