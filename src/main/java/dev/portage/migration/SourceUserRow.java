package dev.portage.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a user's row. */
final class SourceUserRow implements RowMapper<SourceUser> {
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};
    private static final TypeReference<List<Identity>> IDENTITIES = new TypeReference<>() {};

    private final ObjectMapper mapper;

    SourceUserRow(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public SourceUser map(ResultSet row, StatementContext context) throws SQLException {
        return new SourceUser(
                row.getObject("migration_id", UUID.class),
                new CognitoUser(
                        row.getString("sub"),
                        row.getString("username"),
                        row.getString("status"),
                        row.getBoolean("enabled"),
                        instant(row, "source_created_at"),
                        instant(row, "source_modified_at"),
                        read(row.getString("attributes"), ATTRIBUTES),
                        read(row.getString("identities"), IDENTITIES)),
                row.getString("digest"),
                row.getString("settled_digest"),
                reason(row.getString("planned_reason")),
                PlannedOutcome.of(row.getString("planned_outcome")),
                row.getString("merged_into"),
                instant(row, "gone_since"),
                UserState.valueOf(row.getString("state")),
                reason(row.getString("reason")),
                row.getString("detail"),
                row.getString("workos_user_id"),
                row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row was written by another version", e);
        }
    }

    private static @Nullable Reason reason(@Nullable String slug) {
        return slug == null ? null : Reason.of(slug);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
