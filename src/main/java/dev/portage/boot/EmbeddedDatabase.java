package dev.portage.boot;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL server of Portage's own, whose data outlives it. One process at a time owns a data folder; a server that
 * a killed owner left running is stopped and started anew.
 */
final class EmbeddedDatabase implements Closeable {

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final long NEEDED_BYTES = 250L << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final FolderLock lock;
    private final DatabasePassword password;
    private final int port;

    private EmbeddedDatabase(Path folder, FolderLock lock, DatabasePassword password, int port) {
        this.folder = folder;
        this.lock = lock;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server on the data in this folder, which is made if it isn't there.
     *
     * @param port 0 for any free one
     * @throws CannotStartException with the reason, for the operator
     */
    static EmbeddedDatabase start(Path dataFolder, int port) throws CannotStartException {
        PostgresBinaries.requireUsable();
        Path folder = dataFolder.toAbsolutePath().normalize();
        try {
            createPrivate(folder);
            requireSpace(folder);
            FolderLock lock = FolderLock.take(folder);
            try {
                return start(folder, port, lock);
            } catch (CannotStartException | IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotStartException(
                    "Portage can't keep its PostgreSQL in " + folder + " (" + e
                            + "): make the folder writable, or name another with PORTAGE_DATA_DIR.",
                    e);
        }
    }

    private static EmbeddedDatabase start(Path folder, int port, FolderLock lock)
            throws CannotStartException, IOException {
        stopServerOf(cluster(folder));
        DatabasePassword password = DatabasePassword.in(folder);
        setUnfinishedAside(cluster(folder), password);
        Path binaries = folder.resolve("binaries");
        createPrivate(binaries);
        PostgresBinaries.removeHalfUnpacked(binaries);
        int actualPort = launch(folder, port, password);
        // The library opens its folder to every user.
        Files.setPosixFilePermissions(binaries, OWNER_ONLY);
        password.keep();
        return new EmbeddedDatabase(folder, lock, password, actualPort);
    }

    private static Path cluster(Path folder) {
        return folder.resolve("database");
    }

    /** Starts a server on the cluster, making the cluster first if there is none; its port. */
    private static int launch(Path folder, int port, DatabasePassword password)
            throws CannotStartException, IOException {
        Path cluster = cluster(folder);
        // The library's own lock, which a dead owner or a reloaded one leaves behind; ours stands in its place.
        Files.deleteIfExists(cluster.resolve("epg-lock"));
        ServerLog log = ServerLog.anew(folder.resolve("postgresql.log"));

        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                // Its hook would stop the server while the service still drains: DatabaseShutdown does it instead.
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setErrorRedirector(log.redirect())
                .setOutputRedirector(log.redirect())
                // Recovery after a power cut replays at most max_wal_size.
                .setPGStartupWait(Duration.ofMinutes(2))
                // Options for initdb: they come after the library's own (which trusts every local user) and win.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", password.file().toString())
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setConnectConfig("password", password.value());
        ServerSettings.DURABLE.forEach(builder::setServerConfig);

        return log.whileStarting(builder::start).getPort();
    }

    /**
     * Starts the server again if it has ended by itself, as it does when its disk is full at a bad moment.
     *
     * @return whether it had ended
     * @throws CannotStartException or {@code IOException} where it can't be started now; call again later
     */
    boolean reviveIfEnded() throws CannotStartException, IOException {
        if (Postmaster.of(cluster(folder)).isPresent()) {
            return false;
        }
        LOG.warnf(
                "The embedded PostgreSQL has ended; %s says why. Starting it again", folder.resolve("postgresql.log"));
        launch(folder, port, password);
        return true;
    }

    private static void stopServerOf(Path cluster) throws IOException {
        Optional<Postmaster> running = Postmaster.of(cluster);
        if (running.isPresent()) {
            LOG.infof("Stopping the PostgreSQL that an earlier run left on %s", cluster);
            stop(running.get());
        }
    }

    private static void stop(Postmaster postmaster) throws IOException {
        try {
            postmaster.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while PostgreSQL was stopping");
        }
    }

    /** A first start that was cut short never got as far as a password that is kept; nothing is deleted. */
    private static void setUnfinishedAside(Path cluster, DatabasePassword password) throws IOException {
        if (password.isNew() && Files.exists(cluster)) {
            Path aside = cluster.resolveSibling("database-unfinished-" + System.currentTimeMillis());
            LOG.warnf("%s has no password file beside it: set aside as %s", cluster, aside);
            Files.move(cluster, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Users' data, and programs that we run: no other user of the machine has any business there. */
    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    private static void requireSpace(Path folder) throws CannotStartException, IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw new CannotStartException("The disk of " + folder + " has " + (free >> 20) + " MB left and PostgreSQL"
                    + " needs " + (NEEDED_BYTES >> 20) + ": make room, or name another folder with PORTAGE_DATA_DIR.");
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    String username() {
        return "postgres";
    }

    String password() {
        return password.value();
    }

    /** Stops the server, ending its sessions, and frees the folder once it is gone. */
    @Override
    public void close() throws IOException {
        try {
            Optional<Postmaster> running = Postmaster.of(cluster(folder));
            if (running.isPresent()) {
                stop(running.get());
            }
        } finally {
            lock.close();
        }
    }
}
