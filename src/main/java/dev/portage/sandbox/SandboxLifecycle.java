package dev.portage.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sandbox in dev mode only, before everything that calls it. A hot reload starts it anew and empty; a port that
 * another process holds is reported and otherwise left alone, since that process may well be a sandbox.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class SandboxLifecycle {

    private static final Logger LOG = Logger.getLogger(SandboxLifecycle.class);

    private final int port;
    private @Nullable Sandbox sandbox;

    SandboxLifecycle(@ConfigProperty(name = "sandbox.port", defaultValue = "8090") int port) {
        this.port = port;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        try {
            sandbox = Sandbox.start(port);
            LOG.infof("Sandbox for Cognito and WorkOS at %s", sandbox.url());
        } catch (IOException e) {
            LOG.warnf("No sandbox: port %d is in use (%s); set sandbox.port", port, e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
