package dev.portage.transfer;

import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.cognito.UserPools;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Source;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user pool, one page a step. The users of a page and the token of the next are kept in one transaction, so
 * that whoever takes over goes on from the last page.
 */
@ApplicationScoped
class DiscoverHandler implements JobHandler<RunWork, DiscoverHandler.Step> {
    /** Cognito's tokens are good for about an hour; before that the listing starts anew, and known users cost nothing. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(50);

    /** A pool that takes longer than this many lives of a token is read by dump. */
    private static final int MOST_RESTARTS = 50;

    private static final Duration UNTIL_RENEWED = Duration.ofSeconds(15);

    private final Migrations migrations;
    private final Runs runs;
    private final UserPools pools;
    private final Intake intake;
    private final Queue queue;
    private final RateBudget budget;
    private final RunProgress progress;
    private final Clock clock;

    DiscoverHandler(
            Migrations migrations,
            Runs runs,
            UserPools pools,
            Intake intake,
            Queue queue,
            RateBudget budget,
            RunProgress progress,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.pools = pools;
        this.intake = intake;
        this.queue = queue;
        this.budget = budget;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings to the run. */
    sealed interface Step {
        /** A page, and where the next begins; no token after the last. */
        record Page(UserPage users, Optional<String> next) implements Step {}

        /** The listing begins anew, because its token has died. */
        record StartOver() implements Step {}

        /** The pool can not be read any more. */
        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.DISCOVER;
    }

    @Override
    public Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        return RunWork.load(migrations, runs, lane, subjects);
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Run run = work.run();
        if (run.pageToken().isPresent() && older(run.pageTokenAt(), TOKEN_LIFE)) {
            return startOver(run);
        }
        Source source = work.migration().source();
        turn.await(Draw.COGNITO_LISTING);
        Reading<UserPage> reading = pools.listUsers(
                Objects.requireNonNull(source.region()), Objects.requireNonNull(source.userPoolId()), run.pageToken());
        return switch (reading) {
            case Reading.Read<UserPage>(UserPage page) -> {
                Step step = new Step.Page(page, page.nextToken());
                yield page.nextToken().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
            }
            case Reading.TokenExpired<UserPage> ignored -> startOver(run);
            case Reading.Throttled<UserPage> ignored -> {
                budget.throttled(Draw.COGNITO_LISTING, Optional.empty());
                yield new Verdict.Postpone<>(Duration.ZERO, "cognito-throttled");
            }
            case Reading.Refused<UserPage>(String remedy) -> {
                progress.note(job.lane(), remedy);
                yield new Verdict.Postpone<>(UNTIL_RENEWED, "cognito-refused");
            }
            case Reading.Unavailable<UserPage>(String problem) -> {
                progress.note(job.lane(), problem);
                yield new Verdict.Retry<>("cognito-unavailable");
            }
            case Reading.PoolNotFound<UserPage>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(remedy));
        };
    }

    private static Verdict<Step> startOver(Run run) {
        return run.restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver())
                : new Verdict.Done<>(
                        new Step.GiveUp("Cognito has refused its own page tokens %d times: start another import later"
                                .formatted(MOST_RESTARTS)));
    }

    private boolean older(@Nullable Instant time, Duration age) {
        return time != null && time.plus(age).isBefore(clock.instant());
    }

    @Override
    public void record(List<Result<Step>> results) {
        results.forEach(result -> record(result.job(), result.value()));
    }

    private void record(Job job, Step step) {
        UUID runId = UUID.fromString(job.subject());
        Run run = runs.lock(runId).orElseThrow();
        switch (step) {
            case Step.StartOver() -> run.startOver();
            case Step.GiveUp(String why) -> progress.fail(job.lane(), runId, why);
            case Step.Page(UserPage page, Optional<String> next) -> {
                intake.take(migrations.get(job.lane()), page.users(), page.unreadable());
                run.checkpoint(next, clock.instant());
                progress.note(job.lane(), null);
                if (next.isEmpty()) {
                    run.enter(Run.Phase.SETTLING);
                    queue.enqueue(job.lane(), Kinds.SETTLE, job.subject());
                }
            }
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp(
                "The user pool could not be read (" + why + "): start another import when Cognito answers");
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
