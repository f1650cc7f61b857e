package dev.portage.boot;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;

/** Looks after the embedded database; one that is given by its URL is somebody else's to look after. */
@ApplicationScoped
class DatabaseKeeper {
    private static final Logger LOG = Logger.getLogger(DatabaseKeeper.class);

    @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            RunningDatabase.reviveIfEnded();
        } catch (CannotStartException | IOException | RuntimeException e) {
            LOG.warnf("The embedded PostgreSQL can not be started at the moment: %s", e.getMessage());
        }
    }
}
