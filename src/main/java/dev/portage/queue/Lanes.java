package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
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

    boolean hasJobs(UUID lane) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select exists (select 1 from job where lane_id = :lane and state in ('READY', 'LEASED'))
                        """).bind("lane", lane).mapTo(boolean.class).one());
    }
}
