package dev.portage.discovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** When a run counts as stalled. */
@ConfigMapping(prefix = "portage.stalled")
public interface StallConfig {
    /** How long nothing of a run may get on, though nothing is known to hold it up. */
    @WithDefault("10m")
    Duration after();

    /** How often that is looked at. */
    @WithName("look-every")
    Duration lookEvery();
}
