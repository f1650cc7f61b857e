package dev.portage.survey;

import dev.portage.discovery.RunProgress;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.WorkOsAccounts;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import dev.portage.workos.AccountPage;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks through the accounts that WorkOS has already, once and page by page, never by a call for each user; and keeps those
 * that meet a user of the migration.
 */
@ApplicationScoped
class AccountsHandler implements JobHandler<RunWork, AccountsHandler.Step> {
    private static final int FORGOTTEN_AT_A_TIME = 10_000;
    private static final int MOST_RESTARTS = 10;
    /** Where a run stands that has forgotten the accounts of an earlier assessment, and has seen no page. */
    private static final String FIRST_PAGE = "first";

    private final Migrations migrations;
    private final Runs runs;
    private final WorkOsAccounts accounts;
    private final WorkOsDirectory workos;
    private final Queue queue;
    private final RunProgress progress;
    private final Clock clock;

    AccountsHandler(
            Migrations migrations,
            Runs runs,
            WorkOsAccounts accounts,
            WorkOsDirectory workos,
            Queue queue,
            RunProgress progress,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.accounts = accounts;
        this.workos = workos;
        this.queue = queue;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings to the run. */
    sealed interface Step {
        /** Some of what an earlier assessment has found is forgotten. */
        record Forget() implements Step {}

        record Page(AccountPage page) implements Step {}

        record StartOver() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.ACCOUNTS;
    }

    @Override
    public Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        return RunWork.load(migrations, runs, lane, subjects);
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Optional<String> place = work.run().pageToken();
        if (place.isEmpty()) {
            return new Verdict.Continue<>(new Step.Forget());
        }
        Outcome<AccountPage> outcome = workos.users(place.filter(id -> !id.equals(FIRST_PAGE)), turn);
        return switch (outcome) {
            case Outcome.Success<AccountPage>(AccountPage page) -> {
                Step step = new Step.Page(page);
                yield page.next().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
            }
            case Outcome.Throttled<AccountPage> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<AccountPage>(String why) -> new Verdict.Halt<>(why);
            case Outcome.Unavailable<AccountPage> ignored -> new Verdict.Retry<>("workos-unavailable");
            case Outcome.Unreadable<AccountPage> ignored -> new Verdict.Retry<>("workos-unreadable");
            // The account that the page was to begin after has been deleted meanwhile.
            case Outcome.NotFound<AccountPage> ignored -> startOver(work.run());
            case Outcome.Rejected<AccountPage> ignored -> startOver(work.run());
            case Outcome.Conflict<AccountPage> ignored -> startOver(work.run());
        };
    }

    private static Verdict<Step> startOver(Run run) {
        return run.restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver())
                : new Verdict.Done<>(
                        new Step.GiveUp(
                                "WorkOS refuses to list its users: see what GET /preflight says, and start another assessment"));
    }

    @Override
    public void record(List<Result<Step>> results) {
        results.forEach(result -> record(result.job(), result.value()));
    }

    private void record(Job job, Step step) {
        Run run = runs.lock(UUID.fromString(job.subject())).orElseThrow();
        switch (step) {
            case Step.Forget() -> {
                if (accounts.forget(job.lane(), FORGOTTEN_AT_A_TIME) < FORGOTTEN_AT_A_TIME) {
                    run.reached(FIRST_PAGE, clock.instant());
                }
            }
            case Step.Page(AccountPage page) -> {
                accounts.add(
                        job.lane(),
                        page.accounts().stream()
                                .map(account ->
                                        new WorkOsAccounts.Listed(account.id(), account.email(), account.externalId()))
                                .toList());
                page.next().ifPresentOrElse(next -> run.reached(next, clock.instant()), () -> {
                    run.enter(Run.Phase.PLANNING);
                    queue.enqueue(job.lane(), Kinds.PLAN, job.subject());
                });
            }
            case Step.StartOver() -> run.startOver();
            case Step.GiveUp(String why) -> progress.fail(job.lane(), run.id(), why);
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("WorkOS's users could not be listed (" + why + "): start another assessment later");
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
