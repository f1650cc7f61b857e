package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Under which keys attributes have gone into WorkOS's metadata: options change, and WorkOS keeps a key that nobody deletes.
 * Every method joins the caller's transaction.
 */
@ApplicationScoped
public class MetadataKeys {
    private final Jdbi jdbi;

    MetadataKeys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** From now on attributes may be there under these keys. */
    public void used(UUID migrationId, Map<String, String> keys) {
        // Whoever adds the same ones at the same time does it in the same order.
        List<Map.Entry<String, String>> entries =
                keys.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into metadata_key (migration_id, attribute, key)
                        select :migration, attribute, key from unnest(:attributes, :keys) as used (attribute, key)
                        on conflict do nothing
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "attributes",
                        String.class,
                        entries.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "keys",
                        String.class,
                        entries.stream().map(Map.Entry::getValue).toList())
                .execute());
    }

    /** All keys that each attribute may be there under, those of now among them. */
    public Map<String, Set<String>> ofAttributes(UUID migrationId) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                "select attribute, key from metadata_key where migration_id = :migration")
                        .bind("migration", migrationId)
                        .map((row, context) -> Map.entry(row.getString("attribute"), row.getString("key")))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableSet())));
    }

    /** Whatever was there under other keys is deleted in WorkOS. */
    public void keepOnly(UUID migrationId, Map<String, String> keys) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from metadata_key where migration_id = :migration")
                .bind("migration", migrationId)
                .execute());
        used(migrationId, keys);
    }
}
