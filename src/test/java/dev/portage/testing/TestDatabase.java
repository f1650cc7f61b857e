package dev.portage.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Databases for tests, with all migrations applied: one server per JVM, one template migrated once, and a copy of it (some
 * 50 ms) for whoever asks. Nothing outlives the JVM, and fsync is off.
 */
public final class TestDatabase {

    static final String USERNAME = "postgres";
    private static final String TEMPLATE = "template_portage";
    private static final AtomicInteger COPIES = new AtomicInteger();

    private TestDatabase() {}

    /** A fresh, migrated database that nobody else uses. Each call of {@code getConnection} opens a new connection. */
    public static PGSimpleDataSource fresh() {
        String name = "test_" + COPIES.incrementAndGet();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return dataSource(name);
    }

    private static PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource source = (PGSimpleDataSource) Server.POSTGRES.getDatabase(USERNAME, database);
        source.setApplicationName("portage-test");
        return source;
    }

    /** Started by the first test that needs it. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        static {
            execute("CREATE DATABASE " + TEMPLATE);
            Flyway.configure()
                    .dataSource(dataSource(TEMPLATE))
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("unix_socket_directories", "")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** One at a time, since copies of one template wait for each other anyway. */
        static synchronized void execute(String sql) {
            try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }
}
