package dev.portage.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often a replica looks after what goes on. */
@ConfigMapping(prefix = "portage.schedule")
public interface ScheduleConfig {
    /** How often it looks whether a run, a campaign or an undo gets on or is done; each look asks the database. */
    @WithDefault("1s")
    Duration beat();
}
