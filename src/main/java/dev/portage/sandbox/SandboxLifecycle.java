package dev.portage.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the sandbox beside the service in development mode. */
@ApplicationScoped
@IfBuildProfile("dev")
class SandboxLifecycle {
    private static final Logger LOG = Logger.getLogger(SandboxLifecycle.class);

    private final int port;
    private @Nullable Sandbox sandbox;

    SandboxLifecycle(@ConfigProperty(name = "sandbox.port", defaultValue = "8090") int port) {
        this.port = port;
    }

    /** Before the workers start: they may find jobs of an earlier start. */
    void start(@Observes @Priority(1) StartupEvent start) {
        try {
            sandbox = Sandbox.start(port);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox can't listen on port " + port + ": stop what does, or set SANDBOX_PORT", e);
        }
        LOG.infof("Sandbox for Cognito and WorkOS at http://localhost:%d", port);
    }

    /** After the workers have stopped. */
    void stop(@Observes @Priority(10_000) ShutdownEvent stop) {
        Sandbox running = sandbox;
        if (running != null) {
            running.close();
        }
    }
}
