package dev.portage.discovery;

import dev.portage.migration.DiscoveredUsers;
import dev.portage.migration.Eligibility;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Reason;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Settling;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The discovery of what is in the rows already, an uploaded dump's or an assessment's: they are looked at again stretch by
 * stretch, because the options may have changed since they came.
 */
@ApplicationScoped
class ReplanHandler implements JobHandler<RunWork, ReplanHandler.Step> {
    private static final int STRETCH = 2000;

    private final Migrations migrations;
    private final Runs runs;
    private final SourceUsers users;
    private final DiscoveredUsers discovered;
    private final Settling settling;
    private final HandOver handOver;
    private final RunProgress progress;
    private final Clock clock;

    ReplanHandler(
            Migrations migrations,
            Runs runs,
            SourceUsers users,
            DiscoveredUsers discovered,
            Settling settling,
            HandOver handOver,
            RunProgress progress,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.users = users;
        this.discovered = discovered;
        this.settling = settling;
        this.handOver = handOver;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step does when it is recorded. */
    sealed interface Step {
        record Stretch(String last) implements Step {}

        record Finish() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.REPLAN;
    }

    @Override
    public Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        return RunWork.load(migrations, runs, lane, subjects);
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) {
        Optional<Settling.Chunk> next =
                settling.nextChunk(job.lane(), work.run().pageToken().orElse(null), STRETCH);
        return next.<Verdict<Step>>map(chunk -> new Verdict.Continue<>(new Step.Stretch(chunk.last())))
                .orElseGet(() -> new Verdict.Done<>(new Step.Finish()));
    }

    @Override
    public void record(List<Result<Step>> results) {
        results.forEach(result -> record(result.job(), result.value()));
    }

    private void record(Job job, Step step) {
        Migration migration = migrations.get(job.lane());
        Run run = runs.lock(UUID.fromString(job.subject())).orElseThrow();
        if (run.state() != Run.State.RUNNING) {
            return;
        }
        switch (step) {
            case Step.Stretch(String last) -> {
                replan(migration, run.pageToken().orElse(null), last);
                run.settledUpTo(last, clock.instant());
            }
            case Step.Finish() -> handOver.discovered(migration, run);
            case Step.GiveUp(String why) -> progress.fail(migration.id(), run.id(), why);
        }
    }

    private void replan(Migration migration, @Nullable String after, String last) {
        Map<String, Optional<Reason>> changed = new HashMap<>();
        for (SourceUser user : users.between(migration.id(), after, last)) {
            Optional<Reason> planned = user.plannedReason() == Reason.UNIDENTIFIED
                    ? Optional.of(Reason.UNIDENTIFIED)
                    : Eligibility.reasonToSkip(user.cognito(), migration.options());
            // Whose address is shared is settled later, for everybody at once.
            Optional<Reason> before =
                    Optional.ofNullable(user.plannedReason()).filter(reason -> reason != Reason.DUPLICATE_EMAIL);
            if (!planned.equals(before)) {
                changed.put(user.sub(), planned);
            }
        }
        discovered.plan(migration.id(), changed);
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("The users could not be looked at again (" + why + "): the service's log says more");
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
