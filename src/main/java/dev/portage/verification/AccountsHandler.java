package dev.portage.verification;

import dev.portage.migration.Migration;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import dev.portage.workos.AccountPage;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks through WorkOS's accounts, once and page by page, never by a call for each user. Each is compared with its user
 * at once; what the others have to say of it is kept for {@link Comparisons}.
 */
@ApplicationScoped
class AccountsHandler implements JobHandler<Work, AccountsHandler.Step> {
    private static final int FORGOTTEN_AT_A_TIME = 10_000;
    private static final int MOST_RESTARTS = 10;
    /** Where a verification stands that has forgotten what an earlier one has listed, and has seen no page. */
    private static final String FIRST_PAGE = "first";

    private final Work.Loader loader;
    private final Verifications verifications;
    private final Listings listings;
    private final SourceUsers users;
    private final Runs runs;
    private final WorkOsDirectory workos;
    private final Conductor conductor;
    private final Clock clock;

    AccountsHandler(
            Work.Loader loader,
            Verifications verifications,
            Listings listings,
            SourceUsers users,
            Runs runs,
            WorkOsDirectory workos,
            Conductor conductor,
            Clock clock) {
        this.loader = loader;
        this.verifications = verifications;
        this.listings = listings;
        this.users = users;
        this.runs = runs;
        this.workos = workos;
        this.conductor = conductor;
        this.clock = clock;
    }

    /** What a step brings. */
    sealed interface Step {
        Work work();

        /** Some of what was listed before is forgotten. */
        record Forget(Work work) implements Step {}

        record Page(Work work, AccountPage page) implements Step {}

        record StartOver(Work work) implements Step {}

        record GiveUp(Work work, String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.ACCOUNTS;
    }

    @Override
    public Map<String, Work> load(UUID lane, Collection<String> subjects) {
        return loader.load(Phase.ACCOUNTS, subjects);
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) throws InterruptedException {
        String place = work.verification().place();
        if (place == null) {
            return new Verdict.Continue<>(new Step.Forget(work));
        }
        Outcome<AccountPage> outcome = workos.users(Optional.of(place).filter(id -> !id.equals(FIRST_PAGE)), turn);
        if (outcome instanceof Outcome.Success<AccountPage>(AccountPage page)) {
            Step step = new Step.Page(work, page);
            return page.next().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
        }
        // Refused, where the account that the page was to begin after has been deleted meanwhile.
        return Answers.<Step>undecided(outcome).orElseGet(() -> startOver(work));
    }

    private static Verdict<Step> startOver(Work work) {
        return work.verification().restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver(work))
                : new Verdict.Done<>(
                        new Step.GiveUp(work, "WorkOS refuses to list its users: see what GET /preflight says."));
    }

    @Override
    public void record(List<Result<Step>> results) {
        results.forEach(result -> record(result.value()));
    }

    private void record(Step step) {
        Verification verification = step.work().verification();
        switch (step) {
            case Step.Forget ignored -> {
                if (!listings.forget(verification.migrationId(), FORGOTTEN_AT_A_TIME)) {
                    verifications.reached(verification.id(), FIRST_PAGE, clock.instant());
                }
            }
            case Step.Page(Work work, AccountPage page) -> {
                int met = listings.add(verification, compare(work.migration(), page));
                int listed = page.accounts().size();
                verifications.countAccounts(verification.id(), listed, listed - met);
                page.next()
                        .ifPresentOrElse(
                                next -> verifications.reached(verification.id(), next, clock.instant()),
                                () -> conductor.after(verification, Phase.ACCOUNTS));
            }
            case Step.StartOver ignored -> verifications.startOver(verification.id());
            case Step.GiveUp(Work ignored, String why) -> conductor.withoutWorkOs(verification, why);
        }
    }

    private List<AccountCheck> compare(Migration migration, AccountPage page) {
        Map<String, SourceUser> rows = users.findByWorkOsIds(
                migration.id(),
                page.accounts().stream().map(AccountPage.Account::id).toList());
        Map<String, String> keys = runs.latestAttributeKeys(migration.id()).orElse(Map.of());
        return page.accounts().stream()
                .map(account -> AccountCheck.of(account, rows.get(account.id()), migration.options(), keys))
                .toList();
    }

    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step.GiveUp(
                work, "WorkOS's users could not be listed (" + why + "): start another verification later.");
    }

    @Override
    public void halted(UUID lane, String why) {
        conductor.withoutWorkOs(lane, why + ".");
    }
}
