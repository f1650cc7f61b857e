package dev.portage.verification;

import dev.portage.discovery.AccountPages;
import dev.portage.discovery.WorkOsAnswers;
import dev.portage.migration.Migration;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import dev.portage.workos.AccountPage;
import dev.portage.workos.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through WorkOS's accounts, once, some pages a step, never by a call for each user. Each is compared with its user
 * at once; what the others have to say of it is kept for {@link Comparisons}.
 */
@ApplicationScoped
class AccountsHandler implements PhaseHandler<AccountsHandler.Step> {
    private static final int FORGOTTEN_AT_A_TIME = 10_000;
    private static final int MOST_RESTARTS = 10;
    /** Where a verification stands that has forgotten what an earlier one has listed, and has seen no page. */
    private static final String FIRST_PAGE = "first";

    private final Verifications verifications;
    private final Listings listings;
    private final SourceUsers users;
    private final Runs runs;
    private final AccountPages pages;
    private final Conductor conductor;
    private final Clock clock;

    AccountsHandler(
            Verifications verifications,
            Listings listings,
            SourceUsers users,
            Runs runs,
            AccountPages pages,
            Conductor conductor,
            Clock clock) {
        this.verifications = verifications;
        this.listings = listings;
        this.users = users;
        this.runs = runs;
        this.pages = pages;
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
    public Phase phase() {
        return Phase.ACCOUNTS;
    }

    @Override
    public Conductor conductor() {
        return conductor;
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) throws InterruptedException {
        String place = work.verification().place();
        if (place == null) {
            return new Verdict.Continue<>(new Step.Forget(work));
        }
        Outcome<AccountPage> outcome =
                pages.read(work.verification().id(), Optional.of(place).filter(id -> !id.equals(FIRST_PAGE)), turn);
        if (outcome instanceof Outcome.Success<AccountPage>(AccountPage page)) {
            Step step = new Step.Page(work, page);
            return page.next().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
        }
        // Refused, where the account that the page was to begin after has been deleted meanwhile.
        return WorkOsAnswers.<Step>undecided(outcome).orElseGet(() -> startOver(work));
    }

    private static Verdict<Step> startOver(Work work) {
        return work.verification().restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver(work))
                : new Verdict.Done<>(new Step.GiveUp(
                        work, "WorkOS refuses to list its users: see what a preflight says (GET /preflight)."));
    }

    @Override
    public void record(Step step) {
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
}
