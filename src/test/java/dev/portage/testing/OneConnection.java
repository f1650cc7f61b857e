package dev.portage.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database with a finished migration, and one connection to it, which nobody else has: so that what its statements
 * read can be told. It is closed after the tests of the class.
 */
public final class OneConnection implements AfterAllCallback {
    public static final UUID MIGRATION = UUID.fromString("5a4c1f0e-8d1b-4f0a-9c57-3b1f0e6d2a11");

    private final Connection connection;
    private final Jdbi jdbi;

    public OneConnection() {
        try {
            connection = TestDatabase.fresh().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        jdbi = Jdbi.create(connection).installPlugin(new PostgresPlugin());
        jdbi.useHandle(handle -> handle.execute("""
                insert into migration (id, name, state, source_type, options, created_at)
                values (?, 'test', 'COMPLETED', 'DUMP', '{}', now())
                """, MIGRATION));
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public RowsRead rowsRead(String table) {
        return new RowsRead(jdbi, table);
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        connection.close();
    }
}
