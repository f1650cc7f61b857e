package dev.portage.cognito;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How Cognito is reached. Regions and user pools are named with each call, since one service may read several. */
@ConfigMapping(prefix = "portage.cognito")
public interface CognitoConfig {

    /**
     * Replaces Cognito's address in every region. Unset, the SDK's own setting counts
     * ({@code AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER}), and else AWS's address for the region.
     */
    Optional<URI> endpoint();

    /** Fixed credentials, for the sandbox; with neither of the two set, the SDK's usual chain finds them. */
    Optional<String> accessKeyId();

    /** The secret of those. */
    Optional<String> secretAccessKey();

    /** How long one call may take, the SDK's retries included. */
    @WithDefault("PT30S")
    Duration callTimeout();

    /** How long one attempt of a call may take. */
    @WithDefault("PT10S")
    Duration attemptTimeout();

    /**
     * How often the SDK sends one call at most. Once, since callers retry by themselves, later and under a budget
     * that the SDK knows nothing of.
     */
    @WithDefault("1")
    int maxAttempts();

    /** Where user pools are looked for when nobody names a region; unset, where the SDK's usual chain says. */
    Optional<String> region();
    /** How long a person is let wait for Cognito, at a sign-in. */
    @WithDefault("PT8S")
    Duration signInTimeout();
}
