package dev.portage.verification;

import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.discovery.Listing;
import dev.portage.discovery.PoolPages;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Discovered;
import dev.portage.migration.Source;
import dev.portage.migration.SourceType;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through the user pool, some pages a step, for those of whom nothing is known here, and those who have changed.
 * Cognito can't be asked for users by the time of their sign-up.
 */
@ApplicationScoped
class PoolHandler implements PhaseHandler<PoolHandler.Step> {
    private static final int MOST_RESTARTS = 5;
    private static final String REMEDY =
            " A later verification looks again; an import carries over whoever is new in any case (POST …/imports).";

    private final Verifications verifications;
    private final Checklist checklist;
    private final SourceUsers users;
    private final PoolPages pages;
    private final Listing listing;
    private final RateBudget budget;
    private final Conductor conductor;
    private final Clock clock;

    PoolHandler(
            Verifications verifications,
            Checklist checklist,
            SourceUsers users,
            PoolPages pages,
            Listing listing,
            RateBudget budget,
            Conductor conductor,
            Clock clock) {
        this.verifications = verifications;
        this.checklist = checklist;
        this.users = users;
        this.pages = pages;
        this.listing = listing;
        this.budget = budget;
        this.conductor = conductor;
        this.clock = clock;
    }

    /** What a step brings. */
    sealed interface Step {
        Work work();

        /** Pages, one after the other. */
        record Pages(Work work, List<UserPage> pages) implements Step {
            /** Where the next one begins; no token after the last. */
            Optional<String> next() {
                return pages.getLast().nextToken();
            }
        }

        /** The listing begins anew, because its token has died. */
        record StartOver(Work work) implements Step {}

        /** There is no pool to look through. */
        record None(Work work) implements Step {}

        /** The pool can't be looked through; the rest can be verified all the same. */
        record GiveUp(Work work, String why) implements Step {}
    }

    @Override
    public Phase phase() {
        return Phase.POOL;
    }

    @Override
    public Conductor conductor() {
        return conductor;
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) throws InterruptedException {
        Source source = work.migration().source();
        if (source.type() == SourceType.DUMP) {
            return new Verdict.Done<>(new Step.None(work));
        }
        if (listing.tokenIsStale(work.verification().placeAt())) {
            return startOver(work);
        }
        Reading<List<UserPage>> reading = pages.read(
                work.verification().id(),
                source,
                Optional.ofNullable(work.verification().place()),
                turn);
        return switch (reading) {
            case Reading.Read<List<UserPage>>(List<UserPage> read) -> {
                Step.Pages step = new Step.Pages(work, read);
                yield step.next().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
            }
            case Reading.TokenExpired<List<UserPage>> ignored -> startOver(work);
            case Reading.PoolNotFound<List<UserPage>>(String remedy) ->
                new Verdict.Done<>(new Step.GiveUp(work, remedy));
            case Reading.Refused<List<UserPage>>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(work, remedy));
            case Reading.Throttled<List<UserPage>> ignored -> {
                budget.throttled(Draw.COGNITO_LISTING, Optional.empty());
                yield new Verdict.Postpone<>(Duration.ZERO, "cognito-throttled");
            }
            case Reading.Unavailable<List<UserPage>> ignored -> new Verdict.Retry<>("cognito-unavailable");
        };
    }

    private static Verdict<Step> startOver(Work work) {
        return work.verification().restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver(work))
                : new Verdict.Done<>(new Step.GiveUp(work, "Cognito has refused its own page tokens again and again."));
    }

    @Override
    public void record(Step step) {
        Verification verification = step.work().verification();
        switch (step) {
            case Step.Pages read -> {
                count(
                        verification,
                        read.pages().stream()
                                .flatMap(page -> page.users().stream())
                                .toList());
                read.next()
                        .ifPresentOrElse(
                                token -> verifications.reached(verification.id(), token, clock.instant()), () -> {
                                    tell(verifications.find(verification.id()).orElseThrow());
                                    conductor.after(verification, Phase.POOL);
                                });
            }
            case Step.StartOver ignored -> verifications.startOver(verification.id());
            case Step.None ignored -> {
                put(
                        verification,
                        Status.NOT_APPLICABLE,
                        Evidence.detail("The source is a dump, which does not say who has signed up since."));
                conductor.after(verification, Phase.POOL);
            }
            case Step.GiveUp(Work ignored, String why) -> {
                put(verification, Status.UNATTESTED, Evidence.detail("The pool could not be read. " + why + REMEDY));
                conductor.after(verification, Phase.POOL);
            }
        }
    }

    private void count(Verification verification, List<CognitoUser> listed) {
        Map<String, SourceUser> rows = users.find(
                verification.migrationId(),
                listed.stream().map(CognitoUser::sub).toList());
        long known = 0;
        long changed = 0;
        for (CognitoUser user : listed) {
            SourceUser row = rows.get(user.sub());
            if (row != null) {
                known++;
                if (!new Discovered(user, Optional.empty()).digest().equals(row.digest())) {
                    changed++;
                }
            }
        }
        verifications.countPool(verification.id(), listed.size(), listed.size() - known, changed);
    }

    private void tell(Verification verification) {
        boolean none = verification.signUps() == 0;
        put(
                verification,
                none ? Status.PASSED : Status.FAILED,
                Evidence.of("inPool", verification.poolUsers())
                        .and("signUps", verification.signUps())
                        .and("changed", verification.changed())
                        .and(
                                "detail",
                                none && verification.changed() == 0
                                        ? "The pool is as the last run found it."
                                        : "An import carries over whoever is new or has changed (POST …/imports)."));
    }

    private void put(Verification verification, Status status, Evidence evidence) {
        checklist.put(verification.migrationId(), Item.SIGN_UPS, status, evidence, clock.instant());
    }

    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step.GiveUp(work, "Cognito did not answer (" + why + ").");
    }
}
