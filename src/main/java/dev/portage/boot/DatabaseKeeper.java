package dev.portage.boot;

import dev.portage.schedule.Schedule;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Looks after the embedded database; one that is given by its URL is somebody else's to look after. */
@ApplicationScoped
class DatabaseKeeper {
    private static final Logger LOG = Logger.getLogger(DatabaseKeeper.class);

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(3), "Looking after the embedded PostgreSQL", this::look);
    }

    void look() {
        try {
            RunningDatabase.reviveIfEnded();
        } catch (CannotStartException | IOException | RuntimeException e) {
            LOG.warnf("The embedded PostgreSQL can not be started at the moment: %s", e.getMessage());
        }
    }
}
