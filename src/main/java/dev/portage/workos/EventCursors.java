package dev.portage.workos;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How far WorkOS's events have been read, and which replica is reading on. A replica takes the cursor for a while, as it
 * leases a job; times are the database's.
 */
@ApplicationScoped
class EventCursors {
    private final Jdbi jdbi;

    EventCursors(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Takes the cursor, or keeps it for longer.
     *
     * @return the last event that was read, or nothing where another replica has the cursor
     */
    Optional<Taken> take(UUID replica, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update workos_event_cursor
                        set held_by = :replica,
                            held_until = clock_timestamp() + cast(:lease as double precision) * interval '1 second'
                        where held_by = :replica or held_until < clock_timestamp()
                        returning last_event, clock_timestamp() as now
                        """)
                .bind("replica", replica)
                .bind("lease", lease.toMillis() / 1000.0)
                .map((row, context) -> new Taken(
                        row.getString("last_event"), row.getTimestamp("now").toInstant()))
                .findOne());
    }

    /** The last event read, and when the cursor was taken. */
    record Taken(@Nullable String lastEvent, Instant at) {}

    /**
     * A page was read, up to this event.
     *
     * @param caughtUpAt a time of which no event is left unread; null where there are more events
     * @return whether the replica still had the cursor
     */
    boolean advance(UUID replica, @Nullable String lastEvent, @Nullable Instant caughtUpAt) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update workos_event_cursor
                                set last_event = :last, read_at = clock_timestamp(), problem = null,
                                    caught_up_at = coalesce(cast(:caughtUpAt as timestamptz), caught_up_at)
                                where held_by = :replica
                                """)
                        .bind("replica", replica)
                        .bind("last", lastEvent)
                        .bindByType("caughtUpAt", caughtUpAt, Instant.class)
                        .execute())
                > 0;
    }

    void failed(String why) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update workos_event_cursor set read_at = clock_timestamp(), problem = :why")
                .bind("why", why)
                .execute());
    }

    void release(UUID replica) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update workos_event_cursor set held_by = null, held_until = '1970-01-01Z' where held_by = :replica")
                .bind("replica", replica)
                .execute());
    }

    PasswordFeed.Standing look() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select read_at, caught_up_at, problem, clock_timestamp() as now from workos_event_cursor")
                .map((row, context) -> new PasswordFeed.Standing(
                        row.getTimestamp("now").toInstant(),
                        row.getTimestamp("read_at").toInstant(),
                        row.getTimestamp("caught_up_at").toInstant(),
                        Optional.ofNullable(row.getString("problem"))))
                .one());
    }
}
