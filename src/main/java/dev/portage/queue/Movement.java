package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps when each lane last got on. Not in the transaction that finishes jobs, which would have every replica wait for
 * the same row, and at most once a second, since it is asked for in minutes. For the one thread of the {@link Finisher}.
 */
@ApplicationScoped
class Movement {
    private static final Logger LOG = Logger.getLogger(Movement.class);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    private final Lanes lanes;
    private final Map<UUID, Long> keptAt = new HashMap<>();

    Movement(Lanes lanes) {
        this.lanes = lanes;
    }

    /** These outcomes have been written. */
    void of(Collection<Task.Outcome<?>> outcomes) {
        long now = System.nanoTime();
        keptAt.values().removeIf(at -> now - at >= BETWEEN_WRITES.toNanos());
        outcomes.stream()
                .filter(Movement::gotOn)
                .map(outcome -> outcome.job().lane())
                .distinct()
                .filter(lane -> !keptAt.containsKey(lane))
                .forEach(lane -> keep(lane, now));
    }

    private static boolean gotOn(Task.Outcome<?> outcome) {
        return outcome.verdict() instanceof Verdict.Done || outcome.verdict() instanceof Verdict.Continue;
    }

    private void keep(UUID lane, long now) {
        try {
            lanes.moved(lane);
            keptAt.put(lane, now);
        } catch (RuntimeException e) {
            // What was finished is written, and the next batch tells of it again.
            LOG.debug("A lane's movement could not be kept", e);
        }
    }
}
