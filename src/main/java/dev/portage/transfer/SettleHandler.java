package dev.portage.transfer;

import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunWork;
import dev.portage.discovery.WholePool;
import dev.portage.migration.Audience;
import dev.portage.migration.Migration;
import dev.portage.migration.Reason;
import dev.portage.migration.Run;
import dev.portage.migration.Settling;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Decides who is sent, once the whole pool is known: first who of those that share an address, then stretch by stretch
 * who is skipped and who gets a job. Each step is one transaction and can be taken over by another replica.
 */
@ApplicationScoped
class SettleHandler implements RunHandler<SettleHandler.Step> {
    private static final int STRETCH = 5000;

    private final RunJobs jobs;
    private final WholePool wholePool;
    private final Settling settling;
    private final MembershipUpkeep upkeep;
    private final Queue queue;
    private final SendingProgress sending;
    private final Clock clock;

    SettleHandler(
            RunJobs jobs,
            WholePool wholePool,
            Settling settling,
            MembershipUpkeep upkeep,
            Queue queue,
            SendingProgress sending,
            Clock clock) {
        this.jobs = jobs;
        this.wholePool = wholePool;
        this.settling = settling;
        this.upkeep = upkeep;
        this.queue = queue;
        this.sending = sending;
        this.clock = clock;
    }

    /** What a step does when it is recorded. */
    sealed interface Step {
        /** Settles what takes the sight of the whole pool. */
        record WholePool() implements Step {}

        /** Skips and queues the users of a stretch. */
        record Stretch(Settling.Chunk chunk) implements Step {}

        /** Everything is queued. */
        record Finish() implements Step {}

        /** It could not be done. */
        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.SETTLE;
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
            return new Verdict.Continue<>(new Step.WholePool());
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
            case Step.WholePool() -> settleWholePool(migration, run);
            case Step.Stretch(Settling.Chunk chunk) -> {
                if (run.purpose() == Run.Purpose.ATTRIBUTES) {
                    queue.enqueue(migration.id(), Kinds.ATTRIBUTES, settling.gone(migration.id(), chunk), null);
                } else {
                    settle(migration, run, chunk);
                }
                run.reached(chunk.last(), clock.instant());
            }
            case Step.Finish() -> {
                run.enter(Run.Phase.SENDING);
                sending.sending(migration.id());
            }
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    private void settle(Migration migration, Run run, Settling.Chunk chunk) {
        settling.skipPlanned(migration.id(), chunk);
        settling.markForDecision(migration.id(), chunk);
        if (run.audience() instanceof Audience.All) {
            send(migration, settling.toSend(migration.id(), chunk));
            // They may have joined or left a group since, or the options may name another organization.
            upkeep.follow(migration, settling.gone(migration.id(), chunk));
        }
    }

    private void settleWholePool(Migration migration, Run run) {
        if (run.purpose() == Run.Purpose.IMPORT && Settling.reconsiders(Reason.EMAIL_TAKEN, migration.options())) {
            settling.reconsiderTaken(migration.id());
        }
        wholePool.settle(migration, run);
        switch (run.audience()) {
            case Audience.Canary(int count) -> send(migration, settling.canaryToSend(migration.id(), count));
            case Audience.Emails(List<String> emails) -> send(migration, settling.toSend(migration.id(), emails));
            case Audience.All(), Audience.Retry() -> {
                // Queued stretch by stretch, or when the operator asked.
            }
        }
    }

    private void send(Migration migration, List<String> subs) {
        settling.reopen(migration.id(), subs);
        queue.enqueue(migration.id(), Kinds.IMPORT, subs, null);
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("The users could not be settled (" + why + "): the service's log says more");
    }
}
