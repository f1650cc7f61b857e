package dev.portage.queue;

import dev.portage.pacing.Draw;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the queue; {@link JobState} says what their states mean.
 */
@ApplicationScoped
class Jobs {
    private final Jdbi jdbi;

    Jobs(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    int ready(Draw draw, int atMost) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from (
                            select 1 from lane cross join lateral (
                                select 1 from job
                                where job.lane_id = lane.id and draw = :draw and job.state = 'READY' and run_at <= now()
                                -- Makes the index serve. Else all jobs are read where those of a lane come last, or there are none.
                                order by run_at, id limit :atMost) as found
                            where lane.state = 'OPEN' limit :atMost) as any_ready
                        """)
                .bind("draw", draw.name())
                .bind("atMost", atMost)
                .mapTo(int.class)
                .one());
    }

    /** How long the job of an open lane that is due longest has been due; 0 where none is. */
    double oldestReadySeconds() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(max(extract(epoch from now() - oldest.run_at)), 0)
                        from lane cross join unnest(:draws) as draw cross join lateral (
                            select run_at from job
                            where job.lane_id = lane.id and job.draw = draw and job.state = 'READY' and run_at <= now()
                            order by run_at limit 1) as oldest
                        where lane.state = 'OPEN'
                        """)
                .bindArray(
                        "draws",
                        String.class,
                        Arrays.stream(Draw.values()).map(Draw::name).toList())
                .mapTo(double.class)
                .one());
    }

    /** How many jobs are held, and in how many seconds the first of their leases ends. */
    record Held(long jobs, double soonestEndSeconds) {}

    Held held() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) as jobs, coalesce(min(extract(epoch from leased_until - now())), 0) as soonest
                        from job where state = 'LEASED'
                        """)
                .map((row, context) -> new Held(row.getLong("jobs"), row.getDouble("soonest")))
                .one());
    }

    /** Leases jobs, the same number from each open lane as far as they have any, oldest first. */
    List<Job> claim(Draw draw, int atMost, UUID replica, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with candidate as (
                            select lane.id as lane_id, found.id, found.run_at
                            from lane cross join lateral (
                                select id, run_at from job
                                where job.lane_id = lane.id and draw = :draw and job.state = 'READY' and run_at <= now()
                                order by run_at, id limit :atMost for update skip locked) as found
                            where lane.state = 'OPEN'
                        ), fair as (
                            select id, row_number() over (partition by lane_id order by run_at, id) as place
                            from candidate
                        ), chosen as (
                            select id from fair order by place, random() limit :atMost
                        )
                        update job
                        set state = 'LEASED', claims = claims + 1, leased_by = :replica,
                            leased_until = now() + cast(:lease as double precision) * interval '1 second'
                        from chosen where job.id = chosen.id
                        returning job.id, lane_id, kind, subject, attempts, claims, now() as claimed_at
                        """)
                .bind("draw", draw.name())
                .bind("atMost", atMost)
                .bind("replica", replica)
                .bind("lease", lease.toMillis() / 1000.0)
                .map((row, context) -> job(row))
                .list());
    }

    /**
     * Which of these jobs this replica may still finish: those that it holds, and those whose lease ran out but which
     * nobody has claimed since, as after an outage of the database. Locked until the transaction ends.
     */
    List<Long> stillHeld(Collection<Job> jobs, UUID replica) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select job.id from job
                        join unnest(:ids, :claims) as mine (id, claims) on mine.id = job.id and mine.claims = job.claims
                        where (job.state = 'LEASED' and leased_by = :replica)
                           or (job.state = 'READY' and job.last_error = 'lease-expired')
                        order by job.id for update of job
                        """)
                .bindArray("ids", Long.class, jobs.stream().map(Job::id).toList())
                .bindArray(
                        "claims", Integer.class, jobs.stream().map(Job::claims).toList())
                .bind("replica", replica)
                .mapTo(Long.class)
                .list());
    }

    void remove(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate("delete from job where id = any(:ids)")
                    .bindArray("ids", Long.class, ids)
                    .execute());
        }
    }

    /**
     * One job's way back into the queue.
     *
     * @param claims how many claims it keeps: one that certainly did nothing is not kept
     */
    record Return(
            long id,
            Duration delay,
            int attempts,
            int claims,
            @Nullable String lastError) {}

    void giveBack(Collection<Return> returns) {
        if (returns.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update job
                        set state = 'READY', run_at = clock_timestamp() + back.delay_ms * interval '1 millisecond',
                            attempts = back.attempts, claims = back.claims, last_error = back.last_error,
                            leased_by = null, leased_until = null
                        from unnest(:ids, :delays, :attempts, :claims, :errors)
                            as back (id, delay_ms, attempts, claims, last_error)
                        where job.id = back.id
                        """)
                .bindArray("ids", Long.class, returns.stream().map(Return::id).toList())
                .bindArray(
                        "delays",
                        Long.class,
                        returns.stream().map(back -> back.delay().toMillis()).toList())
                .bindArray(
                        "attempts",
                        Integer.class,
                        returns.stream().map(Return::attempts).toList())
                .bindArray(
                        "claims",
                        Integer.class,
                        returns.stream().map(Return::claims).toList())
                .bindArray(
                        "errors",
                        String.class,
                        returns.stream().map(Return::lastError).toList())
                .execute());
    }

    void bury(Job job, String why) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update job set state = 'DEAD', last_error = :why, leased_by = null, leased_until = null
                        where id = :id and claims = :claims
                        """)
                .bind("id", job.id())
                .bind("claims", job.claims())
                .bind("why", why)
                .execute());
    }

    /** Whatever this replica still holds becomes ready again; for a replica that stops. */
    int handBack(UUID replica) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                        update job set state = 'READY', leased_by = null, leased_until = null
                        where state = 'LEASED' and leased_by = :replica
                        """).bind("replica", replica).execute());
    }

    /** Whether the database can be asked at all. */
    boolean answers() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select true").mapTo(boolean.class).one());
    }

    /** Jobs whose replica has gone become ready again; that counts as a failed attempt, so no job can kill forever. */
    int takeOver() {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update job
                        set state = 'READY', run_at = now(), attempts = attempts + 1, leased_by = null,
                            leased_until = null, last_error = 'lease-expired'
                        where id = any(array(
                            select id from job where state = 'LEASED' and leased_until < now()
                            limit 1000 for update skip locked))
                        """).execute());
    }

    /**
     * Moves back what waits for a time by as much as the database's clock has been set back since the last call of any
     * replica; an hour would otherwise stand still. Where the clock went forward, there is nothing to do.
     *
     * @return how many jobs were moved
     */
    int followClock() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        with mark as (
                            select last from queue_clock for update
                        ), jump as (
                            select last - now() as back from mark where last > now() + interval '2 seconds'
                        ), moved as (
                            update job set run_at = run_at - back, leased_until = leased_until - back from jump
                            where (state = 'READY' and run_at > now()) or state = 'LEASED'
                            returning 1
                        ), noted as (
                            update queue_clock set last = now() from mark
                        )
                        select count(*) from moved
                        """).mapTo(int.class).one());
    }

    /**
     * Removes jobs of dropped lanes, some at a time. Nearly always there are none, and then the jobs are not looked at:
     * an array is made once, whereas a subquery may be run for each job.
     */
    int removeDropped() {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        delete from job where id = any(array(
                            select dropped.id from lane cross join lateral (
                                select id from job
                                where job.lane_id = lane.id and job.state <> 'LEASED' limit 10000) as dropped
                            where lane.state = 'DROPPED' limit 10000))
                        """).execute());
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getLong("id"),
                row.getObject("lane_id", UUID.class),
                row.getString("kind"),
                row.getString("subject"),
                row.getInt("attempts"),
                row.getInt("claims"),
                row.getObject("claimed_at", OffsetDateTime.class).toInstant());
    }
}
