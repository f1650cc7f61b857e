package dev.portage.pacing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;

/** The budgets that the environment sets. */
@ConfigMapping(prefix = "portage")
public interface PacingConfig {
    /** Writes to WorkOS per 10 s; its ceiling is 500, and the live application needs some. */
    @WithName("workos.writes-per-10s")
    @WithDefault("450")
    @Min(1)
    int workosWritesPer10s();

    /** Reads from WorkOS per 10 s; its ceiling is 1,000. */
    @WithName("workos.reads-per-10s")
    @WithDefault("900")
    @Min(1)
    int workosReadsPer10s();

    /** All calls to WorkOS per 60 s; its ceiling is 6,000. */
    @WithName("workos.requests-per-60s")
    @WithDefault("5400")
    @Min(1)
    int workosRequestsPer60s();

    /** Listings of a Cognito user pool per second; the quota is 30. */
    @WithName("cognito.requests-per-second")
    @WithDefault("20")
    @Min(1)
    int cognitoRequestsPerSecond();
}
