package dev.portage.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL and its tools say, in a file; the file of the run before is kept beside it. */
final class ServerLog {

    /** Without the two that only say that it is not there (yet). */
    private static final Pattern COMPLAINT = Pattern.compile("(LOG: +(?=could not bind)"
            + "|(FATAL|PANIC|ERROR|initdb: error|pg_ctl): +(?!the database system is|could not start server))"
            + "(?<reason>.*)");

    private final Path file;

    private ServerLog(Path file) {
        this.file = file;
    }

    static ServerLog anew(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(file);
        return new ServerLog(file);
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /**
     * Waits for the server to answer, but no longer than until it has given up: the library doesn't notice, and would
     * go on knocking.
     */
    <T> T whileStarting(Callable<T> start) throws CannotStartException, IOException {
        FutureTask<T> starting = new FutureTask<>(start);
        Thread.ofPlatform().daemon().name("postgresql-start").start(starting);
        while (true) {
            try {
                return starting.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (lines().stream().anyMatch(line -> line.startsWith("pg_ctl: "))) {
                    throw failure(e);
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure(e);
            }
        }
    }

    private CannotStartException failure(Throwable cause) throws IOException {
        return new CannotStartException(
                "The embedded PostgreSQL could not start (" + reason().orElse(cause.toString()) + "): " + file
                        + " says more; PORTAGE_DATA_DIR names another folder, PORTAGE_DATABASE_URL a PostgreSQL of"
                        + " your own.",
                cause);
    }

    /** The first complaint: what follows follows from it. */
    private Optional<String> reason() throws IOException {
        return lines().stream()
                .map(COMPLAINT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group("reason"))
                .findFirst();
    }

    private List<String> lines() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
