package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the rest of the house may do with the queue. Every method joins the caller's transaction. */
@ApplicationScoped
public class Queue {
    private final Jdbi jdbi;
    private final Lanes lanes;
    private final WakeUp wakeUp;

    Queue(Jdbi jdbi, Lanes lanes, WakeUp wakeUp) {
        this.jdbi = jdbi;
        this.lanes = lanes;
        this.wakeUp = wakeUp;
    }

    /** From now on the lane's jobs are claimed. */
    public void open(UUID lane) {
        lanes.set(lane, Lanes.State.OPEN);
        wakeUp.afterCommit();
    }

    /** From now on none of the lane's jobs is claimed; those in flight are finished. */
    public void close(UUID lane) {
        lanes.set(lane, Lanes.State.CLOSED);
    }

    /** Closes a lane because of what was answered to a job claimed at that time; one that was opened later stays open. */
    boolean closeSince(UUID lane, Instant claimedAt) {
        return lanes.closeIfOpenSince(lane, claimedAt);
    }

    /** None of the lane's jobs is claimed any more, and they are removed in the background. */
    public void drop(UUID lane) {
        lanes.set(lane, Lanes.State.DROPPED);
    }

    /**
     * Open lanes in which no job has ended or gone on a step for as long as this, whatever they wait for; with the time
     * since when.
     */
    public Map<UUID, Instant> standing(Duration longerThan) {
        return lanes.standing(longerThan);
    }

    /** Whether any job of the lane is waiting or in flight. */
    public boolean hasJobs(UUID lane) {
        return lanes.hasJobs(lane);
    }

    /** Whether a replica holds a job of the lane, and may yet record what comes of it. */
    public boolean inFlight(UUID lane) {
        return lanes.inFlight(lane);
    }

    public void enqueue(UUID lane, JobKind kind, String subject) {
        enqueue(lane, kind, List.of(subject), null);
    }

    /**
     * Adds jobs; a subject that has a job of this kind already keeps it, and a dead one comes to life again.
     *
     * @param asOf the place in the lane's order, a time that has passed; null for its end
     */
    public void enqueue(UUID lane, JobKind kind, Collection<String> subjects, @Nullable Instant asOf) {
        if (subjects.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into job (lane_id, kind, draw, subject, run_at)
                        select :lane, :kind, :draw, subject, coalesce(:asOf, clock_timestamp())
                        from unnest(:subjects) as subject
                        on conflict (lane_id, kind, subject) do update
                            set state = 'READY', attempts = 0, run_at = excluded.run_at where job.state = 'DEAD'
                        """)
                .bind("lane", lane)
                .bind("kind", kind.name())
                .bind("draw", kind.draw().name())
                .bindByType("asOf", asOf, Instant.class)
                .bindArray("subjects", String.class, new LinkedHashSet<>(subjects))
                .execute());
        wakeUp.afterCommit();
    }

    /** Lets a job that is backing off, or dead, be claimed at once, with its attempts forgotten. */
    public void hurry(UUID lane, JobKind kind, Collection<String> subjects) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update job set state = 'READY', run_at = clock_timestamp(), attempts = 0
                        where lane_id = :lane and kind = :kind and subject = any(:subjects) and state <> 'LEASED'
                        """)
                .bind("lane", lane)
                .bind("kind", kind.name())
                .bindArray("subjects", String.class, subjects)
                .execute());
        wakeUp.afterCommit();
    }
}
