package dev.portage.survey;

import dev.portage.discovery.AccountPages;
import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunWork;
import dev.portage.discovery.WorkOsAnswers;
import dev.portage.migration.Run;
import dev.portage.migration.WorkOsAccounts;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Queue;
import dev.portage.queue.Verdict;
import dev.portage.workos.AccountPage;
import dev.portage.workos.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Looks through the accounts that WorkOS has already, once, some pages a step, never by a call for each user; and keeps those
 * that meet a user of the migration.
 */
@ApplicationScoped
class AccountsHandler implements RunHandler<AccountsHandler.Step> {
    private static final int FORGOTTEN_AT_A_TIME = 10_000;
    private static final int MOST_RESTARTS = 10;
    /** Where a run stands that has forgotten the accounts of an earlier assessment, and has seen no page. */
    private static final String FIRST_PAGE = "first";

    private final RunJobs jobs;
    private final WorkOsAccounts accounts;
    private final AccountPages pages;
    private final Queue queue;
    private final Clock clock;

    AccountsHandler(RunJobs jobs, WorkOsAccounts accounts, AccountPages pages, Queue queue, Clock clock) {
        this.jobs = jobs;
        this.accounts = accounts;
        this.pages = pages;
        this.queue = queue;
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
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Optional<String> place = work.run().pageToken();
        if (place.isEmpty()) {
            return new Verdict.Continue<>(new Step.Forget());
        }
        Outcome<AccountPage> outcome = pages.read(work.run().id(), place.filter(id -> !id.equals(FIRST_PAGE)), turn);
        if (outcome instanceof Outcome.Success<AccountPage>(AccountPage page)) {
            Step step = new Step.Page(page);
            return page.next().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
        }
        // Refused, where the account that the page was to begin after has been deleted meanwhile.
        return WorkOsAnswers.<Step>undecided(outcome).orElseGet(() -> startOver(work.run()));
    }

    private static Verdict<Step> startOver(Run run) {
        return run.restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver())
                : new Verdict.Done<>(
                        new Step.GiveUp(
                                "WorkOS refuses to list its users: see what a preflight says (GET /preflight), and start another assessment"));
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Run run = work.run();
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
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("WorkOS's users could not be listed (" + why + "): start another assessment later");
    }
}
