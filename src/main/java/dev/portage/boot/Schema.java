package dev.portage.boot;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema up to date before anything else looks at it. Flyway alone would take a third of a start to find that
 * there is nothing to do; so once it is done, a comment on its table says of which migrations, and a start that finds
 * the comment as it would write it leaves Flyway asleep.
 */
@ApplicationScoped
class Schema {
    private static final String SCRIPTS = "db/migration";

    /** Made when the executable is built, which carries the scripts but need not read them. */
    private static final String NOTE = note();

    private final DataSource database;
    private final Instance<Flyway> flyway;

    Schema(DataSource database, Instance<Flyway> flyway) {
        this.database = database;
        this.flyway = flyway;
    }

    /** Before all other observers, who find the tables. */
    void start(@Observes @Priority(50) StartupEvent start) throws SQLException {
        if (!isUpToDate()) {
            update();
        }
    }

    /** Whether the comment is there; not where the database can not be asked, of which Flyway says best what is wrong. */
    boolean isUpToDate() {
        try (Connection connection = database.getConnection()) {
            return NOTE.equals(noteOn(connection));
        } catch (SQLException e) {
            return false;
        }
    }

    private static @Nullable String noteOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select obj_description(to_regclass('flyway_schema_history'), 'pg_class')")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Any number of replicas may do so at once: Flyway lets one after the other. */
    void update() throws SQLException {
        flyway.get().migrate();
        // Over Flyway's connections: the role that owns its table may be another one than the service's.
        try (Connection connection =
                        flyway.get().getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("comment on table flyway_schema_history is '" + NOTE + "'");
        }
    }

    private static String note() {
        SortedMap<String, byte[]> scripts = new TreeMap<>();
        try {
            ClassPathUtils.consumeAsPaths(
                    Schema.class.getClassLoader(),
                    SCRIPTS,
                    folder -> read(folder).forEach(scripts::put));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 checksum = new CRC32();
        scripts.values().forEach(checksum::update);
        return "Brought up to date by the migrations up to %s, checksum %08x"
                .formatted(scripts.lastKey(), checksum.getValue());
    }

    private static SortedMap<String, byte[]> read(Path folder) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
