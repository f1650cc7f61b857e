package dev.portage.survey;

import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunWork;
import dev.portage.discovery.WholePool;
import dev.portage.migration.DiscoveredUsers;
import dev.portage.migration.Migration;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.Run;
import dev.portage.migration.Settling;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.WorkOsAccounts;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Plans what an import would do: what takes the sight of the whole pool first, then the users, stretch by stretch. */
@ApplicationScoped
class PlanHandler implements RunHandler<PlanHandler.Step> {
    private static final int STRETCH = 2000;

    private final RunJobs jobs;
    private final SourceUsers users;
    private final DiscoveredUsers discovered;
    private final WorkOsAccounts accounts;
    private final WholePool wholePool;
    private final Settling settling;
    private final AssessmentRows assessments;
    private final Queue queue;
    private final Clock clock;

    PlanHandler(
            RunJobs jobs,
            SourceUsers users,
            DiscoveredUsers discovered,
            WorkOsAccounts accounts,
            WholePool wholePool,
            Settling settling,
            AssessmentRows assessments,
            Queue queue,
            Clock clock) {
        this.jobs = jobs;
        this.users = users;
        this.discovered = discovered;
        this.accounts = accounts;
        this.wholePool = wholePool;
        this.settling = settling;
        this.assessments = assessments;
        this.queue = queue;
        this.clock = clock;
    }

    /** What a step does when it is recorded. */
    sealed interface Step {
        record WholeSource() implements Step {}

        record Stretch(Settling.Chunk chunk) implements Step {}

        record Finish() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.PLAN;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) {
        Run run = work.run();
        if (!run.attributesMapped()) {
            settling.countAnew(job.lane());
            return new Verdict.Continue<>(new Step.WholeSource());
        }
        Optional<Settling.Chunk> next =
                settling.nextChunk(job.lane(), run.pageToken().orElse(null), STRETCH);
        return next.<Verdict<Step>>map(chunk -> new Verdict.Continue<>(new Step.Stretch(chunk)))
                .orElseGet(() -> new Verdict.Done<>(new Step.Finish()));
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Migration migration = work.migration();
        Run run = work.run();
        switch (step) {
            case Step.WholeSource() -> wholePool.settle(migration, run);
            case Step.Stretch(Settling.Chunk chunk) -> {
                plan(migration, chunk);
                run.reached(chunk.last(), clock.instant());
            }
            case Step.Finish() -> count(run);
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    private void plan(Migration migration, Settling.Chunk chunk) {
        Map<String, WorkOsAccounts.Known> known = accounts.of(migration.id(), chunk);
        Map<String, PlannedOutcome> outcomes = new HashMap<>();
        for (SourceUser user : users.between(migration.id(), chunk.after(), chunk.last())) {
            outcomes.put(
                    user.sub(),
                    PlannedOutcome.of(user, migration.options(), Optional.ofNullable(known.get(user.sub()))));
        }
        discovered.foresee(migration.id(), outcomes);
    }

    private void count(Run run) {
        boolean asks = run.purpose() == Run.Purpose.ASSESSMENT
                && assessments
                        .find(run.migrationId())
                        .map(AssessmentRows.Row::factors)
                        .orElse(false);
        run.enter(asks ? Run.Phase.ASKING : Run.Phase.COUNTING);
        queue.enqueue(
                run.migrationId(), asks ? Kinds.FACTORS : Kinds.COUNT, run.id().toString());
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("The import could not be planned (" + why + "): the service's log says more");
    }
}
