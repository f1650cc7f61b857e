package dev.portage.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.Options;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One row for the latest assessment of each migration. */
@ApplicationScoped
class AssessmentRows {
    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    AssessmentRows(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /**
     * What is kept of an assessment besides the counts.
     *
     * @param factors whether each user's second factors are asked for
     * @param plannedFor the options that the latest plan was made for
     * @param readyAt when that was; null while none has been made
     */
    record Row(
            boolean factors,
            PoolFacts pool,
            @Nullable Options plannedFor,
            @Nullable Instant readyAt) {}

    /** Begins anew; what an earlier assessment has found stays until the new one is ready. */
    void begin(UUID migrationId, boolean factors) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into assessment (migration_id, factors) values (:migration, :factors)
                        on conflict (migration_id) do update set factors = excluded.factors, pool = null
                        """)
                .bind("migration", migrationId)
                .bind("factors", factors)
                .execute());
    }

    Optional<Row> find(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from assessment where migration_id = :migration")
                .bind("migration", migrationId)
                .map((row, context) -> {
                    String pool = row.getString("pool");
                    String plannedFor = row.getString("planned_for");
                    OffsetDateTime readyAt = row.getObject("ready_at", OffsetDateTime.class);
                    return new Row(
                            row.getBoolean("factors"),
                            pool == null ? PoolFacts.NONE : read(pool, PoolFacts.class),
                            plannedFor == null ? null : read(plannedFor, Options.class),
                            readyAt == null ? null : readyAt.toInstant());
                })
                .findOne());
    }

    PoolFacts pool(UUID migrationId) {
        return find(migrationId).map(Row::pool).orElse(PoolFacts.NONE);
    }

    void keep(UUID migrationId, PoolFacts pool) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update assessment set pool = cast(:pool as jsonb) where migration_id = :migration")
                .bind("migration", migrationId)
                .bind("pool", json(pool))
                .execute());
    }

    void ready(UUID migrationId, Options plannedFor, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update assessment set planned_for = cast(:options as jsonb), ready_at = :now
                        where migration_id = :migration
                        """)
                .bind("migration", migrationId)
                .bind("options", json(plannedFor))
                .bind("now", now)
                .execute());
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain records are written as JSON", e);
        }
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row was written by another version", e);
        }
    }
}
