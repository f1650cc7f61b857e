package dev.portage.transfer;

import dev.portage.migration.Counters;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Sightings;
import dev.portage.pacing.RateBudget;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks every second whether a run is done, and keeps the counters short. Any replica may do either. */
@ApplicationScoped
class RunKeeper {
    private static final Logger LOG = Logger.getLogger(RunKeeper.class);

    private final Runs runs;
    private final SendingProgress progress;
    private final Counters counters;
    private final Sightings sightings;
    private final RateBudget budget;
    private final HistoryConfig history;
    private final Clock clock;

    RunKeeper(
            Runs runs,
            SendingProgress progress,
            Counters counters,
            Sightings sightings,
            RateBudget budget,
            HistoryConfig history,
            Clock clock) {
        this.runs = runs;
        this.progress = progress;
        this.counters = counters;
        this.sightings = sightings;
        this.budget = budget;
        this.history = history;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void completeRuns() {
        whereDatabaseAnswers(() -> sending().forEach(run -> progress.completeIfDone(run.migrationId(), run.id())));
    }

    /** A migration that lives by a CronJob every ten minutes has fifty thousand runs a year. */
    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void pruneRuns() {
        List<UUID> pruned = runs.prune(clock.instant().minus(history.keepRuns()));
        counters.forget(pruned);
        sightings.forgetEnded();
    }

    /** Shows an outage of WorkOS where an operator looks, and takes it away when it is over. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void showOutage() {
        whereDatabaseAnswers(() -> {
            Instant since = budget.look().failingSince();
            sending().forEach(run -> progress.showOutage(run.migrationId(), since));
        });
    }

    @Transactional
    List<Run> sending() {
        return runs.sending();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void foldCounters() {
        whereDatabaseAnswers(counters::fold);
    }

    /** The scheduler would tell the whole stack of every try, every second, as long as the database is away. */
    private static void whereDatabaseAnswers(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Runs can not be looked after at the moment: %s",
                    e.getClass().getSimpleName());
            LOG.debug("Because of", e);
        }
    }
}
