package dev.portage.boot;

import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The embedded database of this process, from before Quarkus starts until after it has stopped. */
final class RunningDatabase {

    private static final Logger LOG = Logger.getLogger(RunningDatabase.class);
    static final String MARK = "portage.database.embedded";
    private static final String USERNAME = "portage.database.username";
    private static final String PASSWORD = "portage.database.password";

    private static @Nullable EmbeddedDatabase current;
    private static volatile boolean handedOver;

    private RunningDatabase() {}

    /** Makes it the application's database, by system properties, which outrank every other source. */
    static synchronized void set(EmbeddedDatabase database) {
        current = database;
        System.setProperty(MARK, "true");
        System.setProperty(BootSettings.DATABASE_URL, database.url());
        System.setProperty(USERNAME, database.username());
        System.setProperty(PASSWORD, database.password());
        Runtime.getRuntime().addShutdownHook(new Thread(RunningDatabase::closeAfterFailedStart));
    }

    /** Dev mode calls main again in the same process: the address that an earlier run set is nobody's wish. */
    static void forgetEarlierRun() {
        if (System.getProperty(MARK) != null) {
            List.of(MARK, BootSettings.DATABASE_URL, USERNAME, PASSWORD).forEach(System::clearProperty);
        }
    }

    /** From now on the application closes it, when all that uses it has stopped. */
    static void handOver() {
        handedOver = true;
    }

    private static void closeAfterFailedStart() {
        if (!handedOver) {
            close();
        }
    }

    /** Starts it again if it has ended by itself. */
    static synchronized void reviveIfEnded() throws CannotStartException, IOException {
        if (current != null) {
            current.reviveIfEnded();
        }
    }

    static synchronized void close() {
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL was left running; the next start will stop it", e);
        }
        current = null;
        forgetEarlierRun();
    }
}
