package dev.portage.workos;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** The WorkOS environment that users move to. */
@ConfigMapping(prefix = "portage.workos")
public interface WorkOsConfig {
    /** The secret key ({@code sk_…}). */
    @WithName("api-key")
    Optional<String> apiKey();

    /** The client id ({@code client_…}). */
    @WithName("client-id")
    Optional<String> clientId();

    /** Another address for WorkOS. */
    @WithName("api-url")
    @WithDefault("https://api.workos.com")
    String apiUrl();

    /** The organization that everyone joins where a migration names none. */
    @WithName("organization-id")
    Optional<String> organizationId();

    /** How long a connection may take to be made. */
    @WithName("connect-timeout")
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long one call may take from start to end. */
    @WithName("call-timeout")
    @WithDefault("20s")
    Duration callTimeout();
}
