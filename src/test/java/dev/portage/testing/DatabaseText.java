package dev.portage.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Every text that the database holds, whatever the table, for tests that look for what must not be there. */
public final class DatabaseText {
    private final DataSource database;

    public DatabaseText(DataSource database) {
        this.database = database;
    }

    /** The columns with this text in any row, whatever its case, as {@code table.column}. */
    public List<String> columnsThatHold(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (String column : columns(connection)) {
                String[] parts = column.split("\\.", 2);
                String query = "select exists (select 1 from \"%s\" where position(? in lower(\"%s\"::text)) > 0)"
                        .formatted(parts[0], parts[1]);
                try (PreparedStatement select = connection.prepareStatement(query)) {
                    select.setString(1, text.toLowerCase(Locale.ROOT));
                    ResultSet row = select.executeQuery();
                    row.next();
                    if (row.getBoolean(1)) {
                        found.add(column);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> columns(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'ARRAY', 'character varying', 'bytea')
                """)) {
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }
}
