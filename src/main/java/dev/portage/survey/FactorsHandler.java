package dev.portage.survey;

import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.Reading;
import dev.portage.discovery.Listing;
import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunProgress;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Run;
import dev.portage.migration.Source;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Asks Cognito for the second factors of each user who can have one, a few users a step. Only where an operator has asked
 * for it: each user who is asked about is billed as active.
 */
@ApplicationScoped
class FactorsHandler implements RunHandler<FactorsHandler.Step> {
    /** Few enough that a step ends long before its lease, and that little is asked twice. */
    private static final int USERS_A_STEP = 30;

    private final RunJobs jobs;
    private final UserFactors factors;
    private final PoolDescriptions pools;
    private final Queue queue;
    private final Listing listing;
    private final RunProgress progress;
    private final Clock clock;

    FactorsHandler(
            RunJobs jobs,
            UserFactors factors,
            PoolDescriptions pools,
            Queue queue,
            Listing listing,
            RunProgress progress,
            Clock clock) {
        this.jobs = jobs;
        this.factors = factors;
        this.pools = pools;
        this.queue = queue;
        this.listing = listing;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings. */
    sealed interface Step {
        /** What some users have, by their subs in order. */
        record Told(Map<String, List<String>> factors, String last) implements Step {}

        record Finish() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.FACTORS;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Source source = work.migration().source();
        List<UserFactors.Asked> next =
                factors.toAsk(job.lane(), work.run().pageToken().orElse(null), USERS_A_STEP);
        if (next.isEmpty()) {
            return new Verdict.Done<>(new Step.Finish());
        }
        Map<String, List<String>> told = new LinkedHashMap<>();
        for (UserFactors.Asked user : next) {
            turn.await(Draw.COGNITO_USER_READ);
            Reading<List<String>> reading = pools.factors(
                    Objects.requireNonNull(source.region()),
                    Objects.requireNonNull(source.userPoolId()),
                    user.username());
            if (!(reading instanceof Reading.Read<List<String>>(List<String> ofUser))) {
                // What has been told is kept; whom it broke off at is asked first next time.
                return told.isEmpty() ? refused(job, reading) : told(told);
            }
            told.put(user.sub(), ofUser);
        }
        return told(told);
    }

    private static Verdict<Step> told(Map<String, List<String>> factors) {
        String last = factors.keySet().stream().reduce((one, other) -> other).orElseThrow();
        return new Verdict.Continue<>(new Step.Told(factors, last));
    }

    private Verdict<Step> refused(Job job, Reading<List<String>> reading) {
        return switch (reading) {
            case Reading.PoolNotFound<List<String>>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(remedy));
            case Reading.TokenExpired<List<String>> ignored -> new Verdict.Retry<>("cognito-refused");
            default -> listing.verdict(job, Draw.COGNITO_USER_READ, reading);
        };
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Run run = work.run();
        switch (step) {
            case Step.Told(Map<String, List<String>> ofUsers, String last) -> {
                factors.keep(job.lane(), ofUsers);
                run.reached(last, clock.instant());
                progress.note(job.lane(), null);
            }
            case Step.Finish() -> {
                run.enter(Run.Phase.COUNTING);
                queue.enqueue(job.lane(), Kinds.COUNT, job.subject());
            }
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp(Listing.unreadable(why));
    }
}
