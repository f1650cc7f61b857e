package dev.portage.reset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a reset from its row. */
final class ResetRow implements RowMapper<Reset> {

    @Override
    public Reset map(ResultSet row, StatementContext context) throws SQLException {
        String reason = row.getString("reason");
        return new Reset(
                row.getObject("id", UUID.class),
                row.getLong("seq"),
                row.getObject("migration_id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getString("sub"),
                row.getString("email"),
                row.getString("workos_user_id"),
                row.getBoolean("had_password"),
                ResetState.valueOf(row.getString("state")),
                reason == null ? null : ResetReason.of(reason),
                row.getString("detail"),
                instant(row, "intent_at"),
                instant(row, "sent_at"),
                instant(row, "completed_at"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
