package dev.portage.transfer;

import dev.portage.migration.Counters;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Looks every second whether a run is done, and keeps the counters short. Any replica may do either. */
@ApplicationScoped
class RunKeeper {
    private final Runs runs;
    private final RunProgress progress;
    private final Counters counters;

    RunKeeper(Runs runs, RunProgress progress, Counters counters) {
        this.runs = runs;
        this.progress = progress;
        this.counters = counters;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void completeRuns() {
        sending().forEach(run -> progress.completeIfDone(run.migrationId(), run.id()));
    }

    @Transactional
    List<Run> sending() {
        return runs.sending();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void foldCounters() {
        counters.fold();
    }
}
