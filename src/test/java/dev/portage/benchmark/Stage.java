package dev.portage.benchmark;

import dev.portage.it.RestartableDatabase;
import dev.portage.it.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A scene whose PostgreSQL keeps what it has committed, as a production one does, and counts its statements. */
final class Stage implements AutoCloseable {
    private static final Map<String, String> DURABLE = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "unix_socket_directories", "",
            "max_connections", "100",
            "shared_buffers", "256MB",
            "max_wal_size", "2GB",
            "shared_preload_libraries", "pg_stat_statements");

    private final Path folder;
    private final RestartableDatabase database;
    private final Scene scene;

    Stage(String name, Map<String, String> settings) throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/benchmark")), name);
        Map<String, String> all = new LinkedHashMap<>(DURABLE);
        all.putAll(settings);
        database = new RestartableDatabase(folder, all);
        scene = Scene.open("Benchmark." + name);
        scene.on(database.source());
    }

    Stage(String name) throws IOException {
        this(name, Map.of());
    }

    Scene scene() {
        return scene;
    }

    RestartableDatabase database() {
        return database;
    }

    @Override
    public void close() throws IOException {
        scene.close();
        database.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
