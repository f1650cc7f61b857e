package dev.portage.survey;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.GroupMapping;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** What the rows of a migration held when they were counted. */
@ApplicationScoped
class Counts {
    static final int EXAMPLES = 10;

    private final Jdbi jdbi;

    Counts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * One number.
     *
     * @param longest of an attribute's values, in characters; null for what has no values
     * @param longestEncoded the same, as they would go into metadata with the option ENCODE
     */
    record Count(
            Topic topic,
            String name,
            long users,
            @Nullable Integer longest,
            @Nullable Integer longestEncoded,
            @Nullable Boolean ascii) {}

    /** A user of a kind that does not fit. */
    record Example(
            String kind,
            String sub,
            String username,
            @Nullable String email) {}

    /**
     * Counts one topic, in place of what was counted before; harmless to repeat.
     *
     * @param mapped the attributes that go into metadata, as the run has fixed it
     */
    @Transactional
    void take(Migration migration, Collection<String> mapped, Topic topic) {
        jdbi.useHandle(handle -> {
            for (String table : List.of("assessment_count", "assessment_example")) {
                handle.createUpdate("delete from " + table + " where migration_id = :migration and topic = :topic")
                        .bind("migration", migration.id())
                        .bind("topic", topic.name())
                        .execute();
            }
            bind(handle.createUpdate(topic.withExamples() ? counted(topic) : plain(topic)), migration, topic)
                    .bindArray("attributes", String.class, mapped)
                    .execute();
        });
    }

    private static String plain(Topic topic) {
        return "insert into assessment_count (migration_id, topic, name, users, longest, longest_encoded, ascii)"
                + " select :migration, :topic, name, users, "
                + (topic.ofValues() ? "longest, longest_encoded, ascii" : "null, null, null")
                + " from (" + topic.sql() + ") as counted";
    }

    private static String counted(Topic topic) {
        return "with found as materialized (" + topic.sql() + """
                ), counted as (
                    insert into assessment_count (migration_id, topic, name, users)
                    select :migration, :topic, name, count(*) from found group by name)
                insert into assessment_example (migration_id, topic, kind, sub)
                select :migration, :topic, name, sub
                from (select name, sub, row_number() over (partition by name order by sub) as place from found) as one
                where place <=\s""" + EXAMPLES;
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Migration migration, Topic topic) {
        List<GroupMapping> groups = migration.options().joining();
        return statement
                .configure(SqlStatements.class, sql -> sql.setUnusedBindingAllowed(true))
                .bind("migration", migration.id())
                .bind("topic", topic.name())
                .bind("keys", AttributeMapping.MAX_KEYS)
                .bind("longestValue", AttributeMapping.LONGEST_VALUE)
                .bind("automatic", migration.options().attributes().explicit() == null)
                .bind("encode", migration.options().unfitValues() == Options.UnfitValues.ENCODE)
                .bind("organization", migration.options().organizationId())
                .bindArray(
                        "groups",
                        String.class,
                        groups.stream().map(GroupMapping::group).toList())
                .bindArray(
                        "organizations",
                        String.class,
                        groups.stream()
                                .map(mapping ->
                                        mapping.organization().orElseThrow().key())
                                .toList());
    }

    /** Everything that was counted, the largest number of a topic first. */
    List<Count> of(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from assessment_count where migration_id = :migration order by topic, users desc, name
                        """)
                .bind("migration", migrationId)
                .map((row, context) -> new Count(
                        Topic.valueOf(row.getString("topic")),
                        row.getString("name"),
                        row.getLong("users"),
                        row.getObject("longest", Integer.class),
                        row.getObject("longest_encoded", Integer.class),
                        row.getObject("ascii", Boolean.class)))
                .list());
    }

    List<Example> examples(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select example.kind, u.sub, u.username, u.email from assessment_example as example
                        join source_user as u using (migration_id, sub)
                        where migration_id = :migration order by example.kind, u.sub
                        """)
                .bind("migration", migrationId)
                .map((row, context) -> new Example(
                        row.getString("kind"), row.getString("sub"), row.getString("username"), row.getString("email")))
                .list());
    }

    /** Forgets the counts that tell of persons: what e-mail domains there are. Examples go with it. */
    void forget(UUID migrationId) {
        jdbi.useHandle(handle -> {
            delete(handle, "delete from assessment_example where migration_id = :migration", migrationId);
            delete(
                    handle,
                    "delete from assessment_count where migration_id = :migration and topic = 'DOMAIN'",
                    migrationId);
        });
    }

    private static void delete(Handle handle, String sql, UUID migrationId) {
        handle.createUpdate(sql).bind("migration", migrationId).execute();
    }
}
