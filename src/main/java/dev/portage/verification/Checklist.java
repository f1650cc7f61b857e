package dev.portage.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** How each item of a migration's checklist stands. Every method joins the caller's transaction. */
@ApplicationScoped
class Checklist {
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    Checklist(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** An item as it stands. */
    record Entry(Item item, Status status, Evidence evidence, Instant at) {}

    void put(UUID migrationId, Item item, Status status, Evidence evidence, Instant now) {
        put(migrationId, new Entry(item, status, evidence, now));
    }

    void put(UUID migrationId, Entry entry) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into verification_item (migration_id, item, status, evidence, at)
                        values (:migration, :item, :status, cast(:evidence as jsonb), :now)
                        on conflict (migration_id, item) do update
                            set status = excluded.status, evidence = excluded.evidence, at = excluded.at
                        """)
                .bind("migration", migrationId)
                .bind("item", entry.item().name())
                .bind("status", entry.status().name())
                .bind("evidence", json(entry.evidence()))
                .bind("now", entry.at())
                .execute());
    }

    /** The items that somebody has looked at, in their order. */
    Map<Item, Entry> of(UUID migrationId) {
        Map<Item, Entry> entries = new LinkedHashMap<>();
        jdbi
                .withHandle(
                        handle -> handle.createQuery("select * from verification_item where migration_id = :migration")
                                .bind("migration", migrationId)
                                .map((row, context) -> entry(row))
                                .list())
                .stream()
                .sorted((one, other) -> one.item().compareTo(other.item()))
                .forEach(entry -> entries.put(entry.item(), entry));
        return entries;
    }

    /** Forgets what every verification looks at anew. */
    void clear(UUID migrationId) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from verification_item where migration_id = :migration and item = any(:items)")
                .bind("migration", migrationId)
                .bindArray(
                        "items",
                        String.class,
                        Arrays.stream(Item.values())
                                .filter(Item::alwaysChecked)
                                .map(Item::name)
                                .toList())
                .execute());
    }

    /** Forgets all that can tell of a person. */
    void forgetPeople(UUID migrationId) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update verification_item set evidence = evidence - array['examples', 'said', 'by']
                        where migration_id = :migration
                        """).bind("migration", migrationId).execute());
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Item.valueOf(row.getString("item")),
                Status.valueOf(row.getString("status")),
                new Evidence(read(row.getString("evidence"))),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private String json(Evidence evidence) {
        try {
            return mapper.writeValueAsString(evidence.values());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence consists of plain values", e);
        }
    }

    private Map<String, Object> read(String json) {
        try {
            return mapper.readValue(json, VALUES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row was written by another version", e);
        }
    }
}
