package dev.portage.api.security;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Refuses to start with tokens that would leave users' accounts open to anybody, and warns of weak ones. */
@ApplicationScoped
class TokenCheck {

    private static final Logger LOG = Logger.getLogger(TokenCheck.class);

    void refuse(@Observes @Priority(1) StartupEvent event, Tokens tokens) {
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            return;
        }
        tokens.complaint().ifPresent(complaint -> {
            // Quarkus prints this exception's message alone, without its stack trace, and exits with 1.
            throw new ConfigurationException(complaint);
        });
        tokens.warnings().forEach(LOG::warn);
    }
}
