package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The rows of the lanes. */
@ApplicationScoped
class Lanes {
    /** What may be done with a lane's jobs. */
    enum State {
        /** They are claimed. */
        OPEN,
        /** They wait. */
        CLOSED,
        /** They are being thrown away. */
        DROPPED
    }

    private final Jdbi jdbi;

    Lanes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void set(UUID lane, State state) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into lane (id, state, since) values (:id, :state, clock_timestamp())
                        on conflict (id) do update set state = excluded.state, since = excluded.since
                        where lane.state <> excluded.state
                        """)
                .bind("id", lane)
                .bind("state", state.name())
                .execute());
    }

    /** Closes a lane that has been open since before that time, by the database's clock; whether it was. */
    boolean closeIfOpenSince(UUID lane, Instant time) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update lane set state = 'CLOSED', since = clock_timestamp()
                                where id = :id and state = 'OPEN' and since <= :time
                                """)
                        .bind("id", lane)
                        .bind("time", time)
                        .execute())
                > 0;
    }

    /** A job of this lane has just ended or gone on a step. */
    void moved(UUID lane) {
        jdbi.useHandle(handle -> handle.createUpdate("update lane set moved_at = clock_timestamp() where id = :id")
                .bind("id", lane)
                .execute());
    }

    /** Open lanes in which nothing has got on for as long as this, with the time since when. */
    Map<UUID, Instant> standing(Duration longerThan) {
        record Standing(UUID lane, Instant since) {}
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select id, greatest(since, moved_at) as standing_since from lane
                                where state = 'OPEN' and greatest(since, moved_at)
                                    < clock_timestamp() - cast(:seconds as double precision) * interval '1 second'
                                """)
                        .bind("seconds", longerThan.toMillis() / 1000.0)
                        .map((row, context) -> new Standing(
                                row.getObject("id", UUID.class),
                                row.getObject("standing_since", OffsetDateTime.class)
                                        .toInstant()))
                        .list())
                .stream()
                .collect(Collectors.toMap(Standing::lane, Standing::since));
    }

    boolean hasJobs(UUID lane) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select exists (select 1 from job where lane_id = :lane and state in ('READY', 'LEASED'))
                        """).bind("lane", lane).mapTo(boolean.class).one());
    }

    boolean inFlight(UUID lane) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select exists (select 1 from job where lane_id = :lane and state = 'LEASED')
                        """).bind("lane", lane).mapTo(boolean.class).one());
    }
}
