package dev.portage.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the queue is worked off. */
@ConfigMapping(prefix = "portage.queue")
public interface QueueConfig {
    /** Jobs with a call to WorkOS that this replica runs at once, those waiting for their slot included. */
    @WithName("max-in-flight")
    @WithDefault("32")
    @Min(1)
    @Max(1024)
    int maxInFlight();

    /** How long a replica may hold a job; then another takes it over. Longer than all calls of a job together. */
    @WithDefault("90s")
    Duration lease();

    /** How far ahead of its slot a job is claimed; what is claimed is still sent after a pause. */
    @WithDefault("250ms")
    Duration horizon();

    /** How often an idle replica looks for work that others have queued. */
    @WithDefault("500ms")
    Duration poll();

    /** How often a job may fail before it is given up. */
    @WithName("max-attempts")
    @WithDefault("12")
    @Min(1)
    int maxAttempts();

    /** The longest wait after the first failure; it doubles with each further one. */
    @WithName("back-off.first")
    @WithDefault("1s")
    Duration firstBackOff();

    /** The longest wait of all. */
    @WithName("back-off.longest")
    @WithDefault("5m")
    Duration longestBackOff();

    /** How long a stopping replica waits for what is in flight. */
    @WithName("stop-within")
    @WithDefault("20s")
    Duration stopWithin();
}
