package dev.portage.cognito;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region that this service is set up for: the setting, {@code AWS_REGION}, or the profile's. */
@ApplicationScoped
public class HomeRegion {
    private final CognitoConfig config;

    HomeRegion(CognitoConfig config) {
        this.config = config;
    }

    public Optional<String> id() {
        return config.region().filter(region -> !region.isBlank()).or(HomeRegion::ofTheChain);
    }

    private static Optional<String> ofTheChain() {
        try {
            return Optional.of(
                    DefaultAwsRegionProviderChain.builder().build().getRegion().id());
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }
}
