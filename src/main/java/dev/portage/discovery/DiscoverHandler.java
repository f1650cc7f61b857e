package dev.portage.discovery;

import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.cognito.UserPools;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Sightings;
import dev.portage.migration.Source;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a user pool, some pages a step. The users of a step and the token of the page after them are kept in one
 * transaction, so that whoever takes over goes on from there.
 */
@ApplicationScoped
class DiscoverHandler implements JobHandler<RunWork, DiscoverHandler.Step> {
    /** What is read before it is kept. Pages are small, and the reading would wait for the database after each. */
    private static final int USERS_A_STEP = 1200;

    /** Less than a pause may take to be obeyed. */
    private static final Duration STEP = Duration.ofMillis(500);

    private final Migrations migrations;
    private final Runs runs;
    private final UserPools pools;
    private final Intake intake;
    private final Sightings sightings;
    private final GroupsToRead groups;
    private final HandOver handOver;
    private final Queue queue;
    private final Listing listing;
    private final RunProgress progress;
    private final Clock clock;

    DiscoverHandler(
            Migrations migrations,
            Runs runs,
            UserPools pools,
            Intake intake,
            Sightings sightings,
            GroupsToRead groups,
            HandOver handOver,
            Queue queue,
            Listing listing,
            RunProgress progress,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.pools = pools;
        this.intake = intake;
        this.sightings = sightings;
        this.groups = groups;
        this.handOver = handOver;
        this.queue = queue;
        this.listing = listing;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings to the run. */
    sealed interface Step {
        /** Pages, one after the other, and where the next begins; no token after the last. */
        record Pages(List<UserPage> pages, Optional<String> next) implements Step {}

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
        if (listing.tokenIsStale(run)) {
            return startOver(run);
        }
        Source source = work.migration().source();
        List<UserPage> read = new ArrayList<>();
        Optional<String> token = run.pageToken();
        int users = 0;
        long end = System.nanoTime() + STEP.toNanos();
        do {
            turn.await(Draw.COGNITO_LISTING);
            Reading<UserPage> reading = pools.listUsers(
                    Objects.requireNonNull(source.region()), Objects.requireNonNull(source.userPoolId()), token);
            if (reading instanceof Reading.Read<UserPage>(UserPage page)) {
                read.add(page);
                users += page.users().size();
                token = page.nextToken();
            } else if (read.isEmpty()) {
                return notRead(job, run, reading);
            } else {
                // What is there is kept first. If the trouble lasts, the next step meets it.
                break;
            }
        } while (token.isPresent() && users < USERS_A_STEP && System.nanoTime() < end);
        Step step = new Step.Pages(read, token);
        return token.isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
    }

    private Verdict<Step> notRead(Job job, Run run, Reading<UserPage> reading) {
        return switch (reading) {
            case Reading.TokenExpired<UserPage> ignored -> startOver(run);
            case Reading.PoolNotFound<UserPage>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(remedy));
            default -> listing.verdict(job, Draw.COGNITO_LISTING, reading);
        };
    }

    private Verdict<Step> startOver(Run run) {
        return listing.mayStartOver(run)
                ? new Verdict.Continue<>(new Step.StartOver())
                : new Verdict.Done<>(new Step.GiveUp(Listing.TOKENS_KEEP_DYING));
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
            case Step.Pages(List<UserPage> pages, Optional<String> next) -> {
                Migration migration = migrations.get(job.lane());
                sightings.add(
                        runId,
                        intake.take(
                                migration,
                                pages.stream()
                                        .flatMap(page -> page.users().stream())
                                        .toList(),
                                pages.stream()
                                        .flatMap(page -> page.unreadable().stream())
                                        .toList()));
                run.checkpoint(pages.size(), next, clock.instant());
                progress.note(job.lane(), null);
                if (next.isEmpty()) {
                    goOn(migration, run);
                }
            }
        }
    }

    private void goOn(Migration migration, Run run) {
        if (groups.of(migration, run).isEmpty()) {
            handOver.discovered(migration, run);
        } else {
            run.enter(Run.Phase.DISCOVERING);
            queue.enqueue(migration.id(), Kinds.GROUPS, run.id().toString());
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp(Listing.unreadable(why));
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
