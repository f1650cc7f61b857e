package dev.portage.pacing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;

/** The budget for Cognito, which all replicas on one database share. */
@ConfigMapping(prefix = "portage.cognito")
public interface CognitoRates {
    /** Listings of user pools per second; Cognito's quota is 30, shared with the live application. */
    @WithName("requests-per-second")
    @WithDefault("20")
    @Min(1)
    int requestsPerSecond();

    /** Questions about a pool itself per second; Cognito's quota is 5 for each operation. */
    @WithName("descriptions-per-second")
    @WithDefault("3")
    @Min(1)
    int descriptionsPerSecond();

    /** Questions about single users per second; Cognito's quota is 120, shared with the live application. */
    @WithName("user-reads-per-second")
    @WithDefault("60")
    @Min(1)
    int userReadsPerSecond();
}
