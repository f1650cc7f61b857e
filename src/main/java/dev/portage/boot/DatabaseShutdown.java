package dev.portage.boot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Stops the embedded database last of all, so that the rest of the service can finish its work. */
@ApplicationScoped
class DatabaseShutdown {

    void takeOver(@Observes StartupEvent event) {
        RunningDatabase.handOver();
    }

    void close(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        RunningDatabase.close();
    }
}
