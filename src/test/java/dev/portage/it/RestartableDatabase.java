package dev.portage.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of a test's own that can be stopped and started on the same data and port. */
public final class RestartableDatabase implements AutoCloseable {
    private final Path data;
    private final int port;
    private final Map<String, String> settings;
    private EmbeddedPostgres server;

    public RestartableDatabase(Path folder) throws IOException {
        // The library's default loses what was committed just before a crash.
        this(folder, Map.of("max_connections", "50", "synchronous_commit", "on", "unix_socket_directories", ""));
    }

    /** A server with settings of the caller's own. */
    public RestartableDatabase(Path folder, Map<String, String> settings) throws IOException {
        data = folder.resolve("data");
        this.settings = settings;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
    }

    public void start() throws IOException {
        // The library's own lock, left by a server that was killed.
        Files.deleteIfExists(data.resolve("epg-lock"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(30));
        settings.forEach(builder::setServerConfig);
        server = builder.start();
    }

    /** As an operator stops it: sessions end, what is committed is on disk. */
    public void stop() throws IOException {
        server.close();
    }

    /** As a power cut ends it: nothing is written any more, and the next start recovers. */
    public void crash() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        // An immediate shutdown; a killed postmaster would leave its children to block the next start.
        new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        Scene.await(
                "end of PostgreSQL",
                Duration.ofSeconds(20),
                () -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }

    public PGSimpleDataSource source() {
        return (PGSimpleDataSource) server.getPostgresDatabase();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
