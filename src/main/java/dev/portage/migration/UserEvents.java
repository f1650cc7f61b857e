package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The history of each user. */
@ApplicationScoped
public class UserEvents {
    private final Jdbi jdbi;

    UserEvents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Something that happened to a user.
     *
     * @param what a slug, such as imported
     * @param detail in words, without secrets
     */
    public record Event(String sub, String what, @Nullable String detail) {}

    /** An event with its time. */
    @Schema(name = "UserEvent")
    public record Recorded(
            Instant at, String what, @Nullable String detail) {}

    /** Of users who have been erased meanwhile nothing is kept. */
    public void add(UUID migrationId, Collection<Event> events) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into user_event (migration_id, sub, at, what, detail)
                        select :migration, sub, clock_timestamp(), what, detail
                        from unnest(:subs, :whats, :details) as event (sub, what, detail)
                        where exists (select from source_user as u
                                      where u.migration_id = :migration and u.sub = event.sub)
                        """)
                .bind("migration", migrationId)
                .bindArray("subs", String.class, events.stream().map(Event::sub).toList())
                .bindArray(
                        "whats", String.class, events.stream().map(Event::what).toList())
                .bindArray(
                        "details",
                        String.class,
                        events.stream().map(Event::detail).toList())
                .execute());
    }

    /** A user's history, oldest first. */
    public List<Recorded> of(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select at, what, detail from user_event where migration_id = :migration and sub = :sub order by id")
                .bind("migration", migrationId)
                .bind("sub", sub)
                .map((row, context) -> new Recorded(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("what"),
                        row.getString("detail")))
                .list());
    }
}
