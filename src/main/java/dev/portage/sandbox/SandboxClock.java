package dev.portage.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time as the sandbox sees it: monotonic, and moved forward on demand so that no test has to wait for an expiry. */
final class SandboxClock {

    private final Instant origin = Instant.now();
    private final long originNanos = System.nanoTime();
    private final AtomicLong aheadNanos = new AtomicLong();

    long nanos() {
        return System.nanoTime() - originNanos + aheadNanos.get();
    }

    Instant now() {
        return at(nanos());
    }

    Instant at(long nanos) {
        return origin.plusNanos(nanos);
    }

    void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The sandbox's clock only moves forward");
        }
        aheadNanos.addAndGet(duration.toNanos());
    }

    /** Back to the time of the machine; whatever has been stamped since is to be thrown away with it. */
    void restore() {
        aheadNanos.set(0);
    }
}
