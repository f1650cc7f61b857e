package dev.portage.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: after the n-th failure a wait between nothing and first × 2^(n−1), and never
 * more than the longest.
 */
record BackOff(Duration first, Duration longest, RandomGenerator random) {

    /** @param failures how often the job has failed by now, from 1 */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long most = Math.min(longest.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(random.nextLong(Math.max(1, most) + 1));
    }
}
