package dev.portage.webhook;

import dev.portage.calls.SignedEndpoint;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** The endpoint as it is set just now. With settings that are wrong the service does not start, or nobody would notice. */
@ApplicationScoped
class WebhookSettings {
    private static final String VARIABLES = "PORTAGE_WEBHOOK";

    private final WebhookConfig config;

    WebhookSettings(WebhookConfig config) {
        this.config = config;
    }

    void refuse(@Observes @Priority(1) StartupEvent start) {
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            return;
        }
        try {
            endpoint();
        } catch (IllegalArgumentException e) {
            // Quarkus prints this exception's message alone, without its stack trace, and exits with 1.
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Empty where none is set.
     *
     * @throws IllegalArgumentException that says what to set
     */
    Optional<SignedEndpoint> endpoint() {
        return config.url()
                .filter(url -> !url.isBlank())
                .map(url -> SignedEndpoint.of(VARIABLES, url, config.secret(), config.secretFile()));
    }

    boolean isSet() {
        return config.url().filter(url -> !url.isBlank()).isPresent();
    }
}
