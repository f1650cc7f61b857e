package dev.portage.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** The trail in table {@code audit_entry}, by plain SQL: it is written on every change, and needs no entity's life. */
@ApplicationScoped
class JdbcAuditTrail implements AuditTrail {

    private static final int FIRST_REFUSAL = 400;

    private static final String INSERT = """
            INSERT INTO audit_entry (at, actor, address, method, path, status, request_id)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String NEWEST = """
            SELECT id, at, actor, address, method, path, status, request_id, encode(hash, 'hex') AS hash
            FROM audit_entry
            WHERE id < ? AND ? IN ('', actor) AND strpos(path, ?) > 0 AND status >= ?
            ORDER BY id DESC LIMIT ?
            """;

    private static final String OLDEST = """
            SELECT id, at, actor, address, method, path, status, request_id, encode(hash, 'hex') AS hash
            FROM audit_entry
            WHERE id > ? AND ? IN ('', actor) AND strpos(path, ?) > 0 AND status >= ?
            ORDER BY id LIMIT ?
            """;

    private static final String CHECK = """
            SELECT (SELECT id FROM audit_break) AS broken_at, (SELECT count(*) FROM audit_entry) AS entries,
                (SELECT encode(hash, 'hex') FROM audit_entry ORDER BY id DESC LIMIT 1) AS last_hash
            """;

    private final DataSource database;

    JdbcAuditTrail(DataSource database) {
        this.database = database;
    }

    @Override
    public void record(AuditEntry entry) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC));
            insert.setString(2, entry.actor());
            insert.setString(3, entry.address());
            insert.setString(4, entry.method());
            insert.setString(5, entry.path());
            insert.setInt(6, entry.status());
            insert.setString(7, entry.requestId());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AuditException("The audit entry can't be written", e);
        }
    }

    @Override
    public List<Recorded> newest(Filter filter, int limit, OptionalLong before) {
        return list(NEWEST, before.orElse(Long.MAX_VALUE), filter, limit);
    }

    @Override
    public List<Recorded> oldest(Filter filter, int limit, long after) {
        return list(OLDEST, after, filter, limit);
    }

    private List<Recorded> list(String sql, long from, Filter filter, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, from);
            select.setString(2, filter.actor());
            // An empty text is found at the beginning of any.
            select.setString(3, filter.path());
            select.setInt(4, filter.refused() ? FIRST_REFUSAL : 0);
            select.setInt(5, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Recorded> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new AuditException("The audit trail can't be read", e);
        }
    }

    @Override
    public Chain check() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHECK);
                ResultSet row = select.executeQuery()) {
            row.next();
            Long brokenAt = row.getObject("broken_at", Long.class);
            return new Chain(brokenAt == null, row.getLong("entries"), brokenAt, row.getString("last_hash"));
        } catch (SQLException e) {
            throw new AuditException("The audit trail can't be read", e);
        }
    }

    private static Recorded entry(ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new Recorded(
                row.getLong("id"),
                new AuditEntry(
                        at,
                        row.getString("actor"),
                        row.getString("address"),
                        row.getString("method"),
                        row.getString("path"),
                        row.getInt("status"),
                        row.getString("request_id")),
                row.getString("hash"));
    }

    private static final class AuditException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AuditException(String message, SQLException cause) {
            super(message, cause);
        }
    }
}
