package dev.portage.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of a test's own that can be stopped and started on the same data and port. */
final class RestartableDatabase implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    RestartableDatabase(Path folder) throws IOException {
        data = folder.resolve("data");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
    }

    void start() throws IOException {
        // The library's own lock, left by a server that was killed.
        Files.deleteIfExists(data.resolve("epg-lock"));
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("max_connections", "50")
                // The library's default loses what was committed just before a crash.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    /** As an operator stops it: sessions end, what is committed is on disk. */
    void stop() throws IOException {
        server.close();
    }

    /** As a power cut ends it: nothing is written any more, and the next start recovers. */
    void crash() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        // An immediate shutdown; a killed postmaster would leave its children to block the next start.
        new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        Scene.await(
                "end of PostgreSQL",
                Duration.ofSeconds(20),
                () -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }

    PGSimpleDataSource source() {
        return (PGSimpleDataSource) server.getPostgresDatabase();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
