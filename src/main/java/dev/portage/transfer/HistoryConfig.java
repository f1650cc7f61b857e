package dev.portage.transfer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How long the past is kept. */
@ConfigMapping(prefix = "portage.history")
public interface HistoryConfig {
    /** How long a run that has ended stays in the list; a migration's latest run stays in any case. */
    @WithName("keep-runs")
    @WithDefault("90d")
    Duration keepRuns();
}
