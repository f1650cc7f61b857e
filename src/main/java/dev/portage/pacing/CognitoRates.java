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
}
