package dev.portage.transfer;

import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.discovery.Discovery;
import dev.portage.discovery.Listing;
import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunProgress;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Migration;
import dev.portage.migration.OrganizationRef;
import dev.portage.migration.PoolGroup;
import dev.portage.migration.PoolGroups;
import dev.portage.migration.Run;
import dev.portage.migration.Source;
import dev.portage.migration.TargetOrganizations;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.workos.NamedOrganizations;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsDirectory;
import dev.portage.workos.WorkOsOrganizations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Looks, before an import reads anybody, that the organizations and roles that its options name are there, and creates
 * those organizations that Portage is to create. Then the groups of the pool are listed, for their precedence. What is
 * missing ends the run: nobody has been moved by then.
 */
@ApplicationScoped
class TargetsHandler implements RunHandler<TargetsHandler.Step> {
    private static final String FIRST_PAGE = "groups ";

    private final RunJobs jobs;
    private final TargetOrganizations found;
    private final PoolGroups groups;
    private final WorkOsOrganizations organizations;
    private final NamedOrganizations named;
    private final WorkOsDirectory directory;
    private final PoolDescriptions pools;
    private final Discovery discovery;
    private final Listing listing;
    private final RunProgress progress;
    private final Clock clock;

    TargetsHandler(
            RunJobs jobs,
            TargetOrganizations found,
            PoolGroups groups,
            WorkOsOrganizations organizations,
            NamedOrganizations named,
            WorkOsDirectory directory,
            PoolDescriptions pools,
            Discovery discovery,
            Listing listing,
            RunProgress progress,
            Clock clock) {
        this.jobs = jobs;
        this.found = found;
        this.groups = groups;
        this.organizations = organizations;
        this.named = named;
        this.directory = directory;
        this.pools = pools;
        this.discovery = discovery;
        this.listing = listing;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings. */
    sealed interface Step {
        /** An organization is there, with the roles that are wanted in it. */
        record Found(OrganizationRef reference, String organizationId) implements Step {}

        /** Groups of the pool, and the token of the next page; none after the last. */
        record Groups(List<PoolGroup> groups, Optional<String> next) implements Step {}

        /** There are no groups to list. */
        record NoGroups() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.TARGETS;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Set<String> done = found.foundBy(job.lane(), work.run().id());
        Optional<Targets.Target> next = Targets.of(work.migration().options()).stream()
                .filter(target -> !done.contains(target.reference().key()))
                .findFirst();
        if (next.isPresent()) {
            return look(job.lane(), next.get(), turn);
        }
        return work.migration().options().joining().isEmpty()
                ? new Verdict.Done<>(new Step.NoGroups())
                : list(job, work, turn);
    }

    private Verdict<Step> look(UUID migrationId, Targets.Target target, Turn turn) throws InterruptedException {
        Outcome<String> organization = switch (target.reference()) {
            case OrganizationRef.ById(String id) -> organizations.byId(id, turn);
            case OrganizationRef.ByExternalId(String externalId) -> organizations.byExternalId(externalId, turn);
            case OrganizationRef.ByName(String name) -> named.findOrCreate(migrationId, name, List.of(), turn);
        };
        if (!(organization instanceof Outcome.Success<String>(String id))) {
            return organization instanceof Outcome.NotFound<String>
                    ? giveUp("WorkOS has no organization " + target.described()
                            + ": mend the options, or create it in WorkOS")
                    : other(organization, target);
        }
        if (target.roles().isEmpty()) {
            return new Verdict.Continue<>(new Step.Found(target.reference(), id));
        }
        Outcome<Set<String>> roles = directory.roles(id, turn);
        if (!(roles instanceof Outcome.Success<Set<String>>(Set<String> slugs))) {
            return other(roles, target);
        }
        List<String> missing = target.missing(slugs);
        return missing.isEmpty()
                ? new Verdict.Continue<>(new Step.Found(target.reference(), id))
                : giveUp("The organization " + target.described() + " lacks " + String.join(" and ", missing)
                        + ": create the role in WorkOS (Authorization, Roles), or name another in the options");
    }

    private static Verdict<Step> giveUp(String why) {
        return new Verdict.Done<>(new Step.GiveUp(why + "; then start another import. Nobody was moved."));
    }

    private static Verdict<Step> other(Outcome<?> outcome, Targets.Target target) {
        return switch (outcome) {
            case Outcome.Rejected<?>(String code) ->
                giveUp("WorkOS refuses the organization " + target.described() + " (" + code + "): mend the options");
            case Outcome.Throttled<?> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<?>(String why) -> new Verdict.Halt<>(why);
            default -> new Verdict.Retry<>(Verdicts.UNAVAILABLE);
        };
    }

    private Verdict<Step> list(Job job, RunWork work, Turn turn) throws InterruptedException {
        Source source = work.migration().source();
        Optional<String> token = work.run()
                .pageToken()
                .map(place -> place.substring(FIRST_PAGE.length()))
                .filter(text -> !text.isEmpty());
        turn.await(Draw.COGNITO_DESCRIPTION);
        Reading<PoolListing<PoolGroup>> reading = pools.listGroups(
                Objects.requireNonNull(source.region()), Objects.requireNonNull(source.userPoolId()), token);
        return switch (reading) {
            case Reading.Read<PoolListing<PoolGroup>>(PoolListing<PoolGroup> page) -> {
                Step step = new Step.Groups(page.items(), page.nextToken());
                yield page.nextToken().isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
            }
            case Reading.PoolNotFound<PoolListing<PoolGroup>>(String remedy) ->
                new Verdict.Done<>(new Step.GiveUp(remedy));
            case Reading.TokenExpired<PoolListing<PoolGroup>> ignored -> new Verdict.Retry<>("cognito-token-expired");
            default -> listing.verdict(job, Draw.COGNITO_DESCRIPTION, reading);
        };
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Migration migration = work.migration();
        UUID migrationId = migration.id();
        Run run = work.run();
        switch (step) {
            case Step.Found(OrganizationRef reference, String id) -> found.found(migrationId, run.id(), reference, id);
            case Step.Groups(List<PoolGroup> page, Optional<String> next) -> {
                groups.add(migrationId, run.id(), page);
                progress.note(migrationId, null);
                if (next.isPresent()) {
                    run.reached(FIRST_PAGE + next.get(), clock.instant());
                } else {
                    groups.keepOnly(migrationId, run.id());
                    read(migration, run);
                }
            }
            case Step.NoGroups() -> read(migration, run);
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    private void read(Migration migration, Run run) {
        run.enter(Run.Phase.DISCOVERING);
        discovery.read(migration, run);
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("The organizations and groups of the options could not be looked up (" + why
                + "): start another import when WorkOS and Cognito answer");
    }
}
