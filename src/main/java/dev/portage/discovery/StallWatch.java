package dev.portage.discovery;

import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Milestone;
import dev.portage.pacing.Budget;
import dev.portage.pacing.RateBudget;
import dev.portage.queue.Queue;
import dev.portage.schedule.Schedule;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says which runs are stalled, for the gauge, the summary and the webhook alike: no job of a run has ended or gone on a
 * step for a while, though it is not paused, its {@code lastError} names nothing that holds it up, and WorkOS neither
 * throttles nor fails to answer. Any replica may look; the row says it once.
 */
@ApplicationScoped
class StallWatch {
    private static final Logger LOG = Logger.getLogger(StallWatch.class);

    private final Migrations migrations;
    private final Queue queue;
    private final RateBudget budget;
    private final Event<Milestone> milestones;
    private final Duration after;
    private final Duration lookEvery;
    private final Clock clock;
    /** Until when there was an excuse for standing still: this service was not there, or WorkOS did not let us. */
    private Instant excusedUntil;

    StallWatch(
            Migrations migrations,
            Queue queue,
            RateBudget budget,
            Event<Milestone> milestones,
            StallConfig config,
            Clock clock) {
        this.migrations = migrations;
        this.queue = queue;
        this.budget = budget;
        this.milestones = milestones;
        this.after = config.after();
        this.lookEvery = config.lookEvery();
        this.clock = clock;
        this.excusedUntil = clock.instant();
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(lookEvery, "Looking for stalled runs", this::look);
    }

    void look() {
        try {
            Budget now = budget.look();
            if (now.failingSince() != null || now.blockedUntil() != null) {
                excusedUntil = clock.instant();
            }
            boolean excused = excusedUntil.isAfter(clock.instant().minus(after));
            Map<UUID, Instant> standing = queue.standing(after);
            QuarkusTransaction.requiringNew().call(migrations::underWay).stream()
                    .filter(run -> changes(run, standing.get(run.id()), excused))
                    .forEach(run -> QuarkusTransaction.requiringNew()
                            .run(() -> tell(migrations.lock(run.id()), standing.get(run.id()), excused)));
        } catch (RuntimeException e) {
            // While the database is away there is nothing to tell it by.
            LOG.debug("Runs can not be watched at the moment", e);
        }
    }

    private void tell(Migration migration, @Nullable Instant since, boolean excused) {
        // It may have gone on, or another replica have told of it, while this one waited for the lock.
        if (!migration.state().running() || !changes(migration, since, excused)) {
            return;
        }
        if (since == null) {
            migration.stalls(null);
            LOG.infof("Migration %s gets on again", migration.id());
            return;
        }
        migration.stalls(since);
        String why = "Nothing has got on since " + since + ", though nothing is known to hold it up: the log of each"
                + " replica and GET /q/health/ready may say more";
        milestones.fire(new Milestone(migration, Milestone.Kind.STALLED, why));
        LOG.warnf("Migration %s is stalled: %s", migration.id(), why);
    }

    /** Whether the row says something else than is so; with an excuse nobody is newly told to be stalled. */
    private static boolean changes(Migration migration, @Nullable Instant since, boolean excused) {
        boolean told = migration.stalledSince() != null;
        if (since == null) {
            return told;
        }
        return !told && !excused && migration.lastError() == null && migration.state() != MigrationState.PAUSED;
    }
}
