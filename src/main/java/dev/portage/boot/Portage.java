package dev.portage.boot;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts Portage. Without {@code PORTAGE_DATABASE_URL} it first starts an embedded PostgreSQL under
 * {@code PORTAGE_DATA_DIR} (default {@code ./data}) and hands its address on; the process ends with exit code 1 and a
 * sentence on standard error if that can't be done.
 */
@QuarkusMain
public final class Portage {

    /** The JDK's own property; 1 is for platform threads. */
    private static final String POLLER_MODE = "jdk.pollerMode";

    @SuppressWarnings("SystemExitOutsideMain") // this is main
    public static void main(String... args) {
        letPlatformThreadsWatchSockets();
        try {
            startDatabaseIfNoneIsGiven();
        } catch (CannotStartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }

    /**
     * In an executable the virtual thread that watches the sockets of all others may never wake up again, and with it
     * none of those (oracle/graal issue 13787). A thread of the platform's does.
     */
    private static void letPlatformThreadsWatchSockets() {
        if (ImageMode.current().isNativeImage() && System.getProperty(POLLER_MODE) == null) {
            System.setProperty(POLLER_MODE, "1");
        }
    }

    private static void startDatabaseIfNoneIsGiven() throws CannotStartException {
        // Packaging runs main once, to learn which classes a start loads: no database may come out of that.
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            return;
        }
        RunningDatabase.forgetEarlierRun();
        BootSettings settings = BootSettings.read();
        if (!settings.databaseGiven()) {
            RunningDatabase.set(EmbeddedDatabase.start(settings.dataFolder(), settings.port()));
        }
    }
}
