package dev.portage.verification;

import dev.portage.migration.Counters;
import dev.portage.migration.MadeOrganizations;
import dev.portage.migration.MadeOrganizations.Made;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Milestone;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.queue.Queue;
import dev.portage.schedule.Schedule;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Looks every second how far an undo is: organizations are deleted after the users, and then it is done. Any replica may. */
@ApplicationScoped
class UndoKeeper {
    private static final Logger LOG = Logger.getLogger(UndoKeeper.class);

    /** WorkOS takes 50, from whoever has the key. */
    private static final int ORGANIZATIONS_A_MINUTE = 40;

    private final Migrations migrations;
    private final Runs runs;
    private final MadeOrganizations made;
    private final Counters counters;
    private final Queue queue;
    private final Event<Milestone> milestones;
    private final Clock clock;

    UndoKeeper(
            Migrations migrations,
            Runs runs,
            MadeOrganizations made,
            Counters counters,
            Queue queue,
            Event<Milestone> milestones,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.made = made;
        this.counters = counters;
        this.queue = queue;
        this.milestones = milestones;
        this.clock = clock;
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.everyBeat("Looking after undos", this::endUndos);
    }

    void endUndos() {
        QuarkusTransaction.requiringNew()
                .call(runs::deleting)
                .forEach(run -> QuarkusTransaction.requiringNew().run(() -> goOn(run.migrationId(), run.id())));
    }

    private void goOn(UUID migrationId, UUID runId) {
        Migration migration = migrations.lock(migrationId);
        Run run = runs.lock(runId).orElseThrow();
        boolean undoing = run.state() == Run.State.RUNNING && migration.state() == MigrationState.UNDOING;
        if (!undoing || queue.hasJobs(migrationId)) {
            return;
        }
        switch (run.phase()) {
            case DELETING -> clear(migration, run);
            case CLEARING -> end(migration, run);
            default -> {
                // Another replica has ended it meanwhile.
            }
        }
    }

    /** The users are gone: now for the organizations, a batch each minute, as WorkOS takes so many deletions of them. */
    private void clear(Migration migration, Run run) {
        run.enter(Run.Phase.CLEARING);
        List<String> externalIds =
                made.of(migration.id()).stream().map(Made::externalId).toList();
        for (int first = 0; first < externalIds.size(); first += ORGANIZATIONS_A_MINUTE) {
            queue.enqueue(
                    migration.id(),
                    Kinds.UNDO_ORGANIZATION,
                    externalIds.subList(first, Math.min(externalIds.size(), first + ORGANIZATIONS_A_MINUTE)),
                    clock.instant().plus(Duration.ofMinutes(first / ORGANIZATIONS_A_MINUTE)));
        }
    }

    private void end(Migration migration, Run run) {
        Map<String, Long> counts = counters.byState(run.id(), "run");
        long users = counts.getOrDefault(UndoHandler.What.FAILED.slug(), 0L);
        long organizations = counts.getOrDefault(UndoOrganizationHandler.What.FAILED.slug(), 0L);
        String stayed = made.of(migration.id()).stream()
                .map(Made::kept)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        if (users + organizations == 0) {
            run.end(
                    Run.State.COMPLETED,
                    stayed.isEmpty() ? null : "Organizations that stay in WorkOS: " + stayed,
                    clock.instant());
            migration.become(MigrationState.UNDONE, clock.instant());
        } else {
            String why =
                    "%d users and %d organizations could not be deleted from WorkOS: the history of each user says why%s. Another undo tries them again (POST …/undo)"
                            .formatted(
                                    users,
                                    organizations,
                                    stayed.isEmpty() ? "" : ", and of the organizations " + stayed);
            run.end(Run.State.FAILED, why, clock.instant());
            migration.become(MigrationState.FAILED, clock.instant());
            migration.noteError(why);
            milestones.fire(new Milestone(migration, Milestone.Kind.FAILED, why));
        }
        queue.close(migration.id());
        LOG.infof("Migration %s: undo %s is %s", migration.id(), run.id(), run.state());
    }
}
