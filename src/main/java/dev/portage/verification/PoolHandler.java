package dev.portage.verification;

import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.cognito.UserPools;
import dev.portage.discovery.Listing;
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
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks through the user pool, page by page, for those of whom nothing is known here, and those who have changed. Cognito
 * can't be asked for users by the time of their sign-up.
 */
@ApplicationScoped
class PoolHandler implements JobHandler<Work, PoolHandler.Step> {
    private static final int MOST_RESTARTS = 5;
    private static final String REMEDY =
            " A later verification looks again; POST …/imports carries over whoever is new in any case.";

    private final Work.Loader loader;
    private final Verifications verifications;
    private final Checklist checklist;
    private final SourceUsers users;
    private final UserPools pools;
    private final Listing listing;
    private final RateBudget budget;
    private final Conductor conductor;
    private final Clock clock;

    PoolHandler(
            Work.Loader loader,
            Verifications verifications,
            Checklist checklist,
            SourceUsers users,
            UserPools pools,
            Listing listing,
            RateBudget budget,
            Conductor conductor,
            Clock clock) {
        this.loader = loader;
        this.verifications = verifications;
        this.checklist = checklist;
        this.users = users;
        this.pools = pools;
        this.listing = listing;
        this.budget = budget;
        this.conductor = conductor;
        this.clock = clock;
    }

    /** What a step brings. */
    sealed interface Step {
        Work work();

        record Page(Work work, UserPage page) implements Step {}

        /** The listing begins anew, because its token has died. */
        record StartOver(Work work) implements Step {}

        /** There is no pool to look through. */
        record None(Work work) implements Step {}

        /** The pool can't be looked through; the rest can be verified all the same. */
        record GiveUp(Work work, String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.POOL;
    }

    @Override
    public Map<String, Work> load(UUID lane, Collection<String> subjects) {
        return loader.load(Phase.POOL, subjects);
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
        turn.await(Draw.COGNITO_LISTING);
        Reading<UserPage> reading = pools.listUsers(
                Objects.requireNonNull(source.region()),
                Objects.requireNonNull(source.userPoolId()),
                Optional.ofNullable(work.verification().place()));
        return switch (reading) {
            case Reading.Read<UserPage>(UserPage page) -> {
                Step step = new Step.Page(work, page);
                yield page.nextToken().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
            }
            case Reading.TokenExpired<UserPage> ignored -> startOver(work);
            case Reading.PoolNotFound<UserPage>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(work, remedy));
            case Reading.Refused<UserPage>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(work, remedy));
            case Reading.Throttled<UserPage> ignored -> {
                budget.throttled(Draw.COGNITO_LISTING, Optional.empty());
                yield new Verdict.Postpone<>(Duration.ZERO, "cognito-throttled");
            }
            case Reading.Unavailable<UserPage> ignored -> new Verdict.Retry<>("cognito-unavailable");
        };
    }

    private static Verdict<Step> startOver(Work work) {
        return work.verification().restarts() < MOST_RESTARTS
                ? new Verdict.Continue<>(new Step.StartOver(work))
                : new Verdict.Done<>(new Step.GiveUp(work, "Cognito has refused its own page tokens again and again."));
    }

    @Override
    public void record(List<Result<Step>> results) {
        results.forEach(result -> record(result.value()));
    }

    private void record(Step step) {
        Verification verification = step.work().verification();
        switch (step) {
            case Step.Page(Work ignored, UserPage page) -> {
                count(verification, page);
                page.nextToken()
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

    private void count(Verification verification, UserPage page) {
        Map<String, SourceUser> rows = users.find(
                verification.migrationId(),
                page.users().stream().map(CognitoUser::sub).toList());
        long known = 0;
        long changed = 0;
        for (CognitoUser user : page.users()) {
            SourceUser row = rows.get(user.sub());
            if (row != null) {
                known++;
                if (!new Discovered(user, Optional.empty()).digest().equals(row.digest())) {
                    changed++;
                }
            }
        }
        verifications.countPool(
                verification.id(), page.users().size(), page.users().size() - known, changed);
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
                                        : "POST …/imports carries over whoever is new or has changed."));
    }

    private void put(Verification verification, Status status, Evidence evidence) {
        checklist.put(verification.migrationId(), Item.SIGN_UPS, status, evidence, clock.instant());
    }

    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step.GiveUp(work, "Cognito did not answer (" + why + ").");
    }

    @Override
    public void halted(UUID lane, String why) {
        conductor.withoutWorkOs(lane, why);
    }
}
