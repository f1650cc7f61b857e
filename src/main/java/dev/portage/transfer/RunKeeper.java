package dev.portage.transfer;

import dev.portage.migration.Counters;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Sightings;
import dev.portage.pacing.RateBudget;
import dev.portage.schedule.Schedule;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Looks every second whether a run is done, and keeps the counters short. Any replica may do either. */
@ApplicationScoped
class RunKeeper {
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

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.everyBeat("Completing runs", this::completeRuns);
        schedule.every(Duration.ofHours(1), "Pruning old runs", this::pruneRuns);
        schedule.every(Duration.ofSeconds(2), "Showing an outage of WorkOS", this::showOutage);
        schedule.every(Duration.ofSeconds(5), "Folding counters", counters::fold);
    }

    void completeRuns() {
        sending().forEach(run -> progress.completeIfDone(run.migrationId(), run.id()));
    }

    /** A migration that lives by a CronJob every ten minutes has fifty thousand runs a year. */
    @Transactional
    void pruneRuns() {
        List<UUID> pruned = runs.prune(clock.instant().minus(history.keepRuns()));
        counters.forget(pruned);
        sightings.forgetEnded();
    }

    /** Shows an outage of WorkOS where an operator looks, and takes it away when it is over. */
    void showOutage() {
        Instant since = budget.look().failingSince();
        sending().forEach(run -> progress.showOutage(run.migrationId(), since));
    }

    @Transactional
    List<Run> sending() {
        return runs.sending();
    }
}
