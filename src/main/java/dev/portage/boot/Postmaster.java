package dev.portage.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL server process that runs on a cluster folder, as its {@code postmaster.pid} tells. */
final class Postmaster {

    /** A fast shutdown writes a checkpoint first, which can take a while on a slow disk. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final ProcessHandle process;

    private Postmaster(ProcessHandle process) {
        this.process = process;
    }

    /** The server that runs on this cluster, whoever started it; empty if none does. */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        // After a crash of the machine the number can belong to any other process by now.
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .map(Postmaster::new);
    }

    /** Ends the server's sessions and stops it, and returns once it is gone. */
    void stop() throws IOException, InterruptedException {
        // SIGINT is PostgreSQL's fast shutdown; Java itself sends SIGTERM only, which waits for every client to leave.
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "PostgreSQL (process " + process.pid() + ") did not stop within " + STOP_LIMIT.toSeconds() + " s",
                    e);
        }
    }
}
