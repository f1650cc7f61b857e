package dev.portage.pacing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;

/** The budgets for WorkOS, which all replicas on one database share. */
@ConfigMapping(prefix = "portage.workos")
public interface WorkOsRates {
    /** Writes per 10 s; WorkOS's ceiling is 500, and the live application needs some. */
    @WithName("writes-per-10s")
    @WithDefault("450")
    @Min(1)
    int writesPer10s();

    /** Reads per 10 s; WorkOS's ceiling is 1,000. */
    @WithName("reads-per-10s")
    @WithDefault("900")
    @Min(1)
    int readsPer10s();

    /** All calls per 60 s; WorkOS's ceiling is 6,000. */
    @WithName("requests-per-60s")
    @WithDefault("5400")
    @Min(1)
    int requestsPer60s();
}
