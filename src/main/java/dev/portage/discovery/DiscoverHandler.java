package dev.portage.discovery;

import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import dev.portage.migration.Sightings;
import dev.portage.pacing.Draw;
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
 * Reads a user pool, some pages a step. The users of a step and the token of the page after them are kept in one
 * transaction, so that whoever takes over goes on from there.
 */
@ApplicationScoped
class DiscoverHandler implements RunHandler<DiscoverHandler.Step> {
    private final RunJobs jobs;
    private final PoolPages pages;
    private final Intake intake;
    private final Sightings sightings;
    private final GroupsToRead groups;
    private final HandOver handOver;
    private final Queue queue;
    private final Listing listing;
    private final RunProgress progress;
    private final Clock clock;

    DiscoverHandler(
            RunJobs jobs,
            PoolPages pages,
            Intake intake,
            Sightings sightings,
            GroupsToRead groups,
            HandOver handOver,
            Queue queue,
            Listing listing,
            RunProgress progress,
            Clock clock) {
        this.jobs = jobs;
        this.pages = pages;
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
        /** Pages, one after the other. */
        record Pages(List<UserPage> pages) implements Step {
            /** Where the next one begins; no token after the last. */
            Optional<String> next() {
                return pages.getLast().nextToken();
            }
        }

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
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Run run = work.run();
        if (listing.tokenIsStale(run)) {
            return startOver(run);
        }
        Reading<List<UserPage>> reading = pages.read(run.id(), work.migration().source(), run.pageToken(), turn);
        return switch (reading) {
            case Reading.Read<List<UserPage>>(List<UserPage> read) -> {
                Step.Pages step = new Step.Pages(read);
                yield step.next().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
            }
            case Reading.TokenExpired<List<UserPage>> ignored -> startOver(run);
            case Reading.PoolNotFound<List<UserPage>>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(remedy));
            default -> listing.verdict(job, Draw.COGNITO_LISTING, reading);
        };
    }

    private Verdict<Step> startOver(Run run) {
        return listing.mayStartOver(run)
                ? new Verdict.Continue<>(new Step.StartOver())
                : new Verdict.Done<>(new Step.GiveUp(Listing.TOKENS_KEEP_DYING));
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Run run = work.run();
        switch (step) {
            case Step.StartOver() -> run.startOver();
            case Step.GiveUp(String why) -> jobs.fail(job, why);
            case Step.Pages read -> keep(work.migration(), run, read);
        }
    }

    private void keep(Migration migration, Run run, Step.Pages read) {
        if (migration.state() != run.migrationState()) {
            // Paused or cancelled since this step began.
            pages.end(run.id());
        }
        sightings.add(
                run.id(),
                intake.take(
                        migration,
                        read.pages().stream()
                                .flatMap(page -> page.users().stream())
                                .toList(),
                        read.pages().stream()
                                .flatMap(page -> page.unreadable().stream())
                                .toList()));
        run.checkpoint(read.pages().size(), read.next(), clock.instant());
        progress.note(migration.id(), null);
        if (read.next().isEmpty()) {
            goOn(migration, run);
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
}
