package dev.portage.webhook;

import dev.portage.migration.Milestone;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What the endpoint has yet to be told; a row goes when it was taken or given up. */
@ApplicationScoped
class Notices {
    private final Jdbi jdbi;

    Notices(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Notice notice) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into webhook_notice (id, migration_id, kind, at, body)
                        values (:id, :migration, :kind, :at, :body)
                        """)
                .bind("id", notice.id())
                .bind("migration", notice.migrationId())
                .bind("kind", notice.kind().name())
                .bind("at", notice.at())
                .bind("body", notice.body())
                .execute());
    }

    List<Notice> byIds(Collection<UUID> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, migration_id, kind, at, body from webhook_notice where id = any(:ids)")
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> new Notice(
                        row.getObject("id", UUID.class),
                        row.getObject("migration_id", UUID.class),
                        Milestone.Kind.valueOf(row.getString("kind")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("body")))
                .list());
    }

    void remove(Collection<UUID> ids) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from webhook_notice where id = any(:ids)")
                .bindArray("ids", UUID.class, ids)
                .execute());
    }

    long waiting() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from webhook_notice")
                .mapTo(long.class)
                .one());
    }
}
