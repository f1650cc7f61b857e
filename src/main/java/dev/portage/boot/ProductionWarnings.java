package dev.portage.boot;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Says at each start in production which settings are risky. */
@ApplicationScoped
class ProductionWarnings {

    private static final Logger LOG = Logger.getLogger(ProductionWarnings.class);

    void say(@Observes StartupEvent event, Config config) {
        if (LaunchMode.current() == LaunchMode.NORMAL && !ApplicationLifecycleManager.isAppCDSGeneration()) {
            new RiskySettings(config, Runtime.version()).warnings().forEach(LOG::warn);
        }
    }
}
