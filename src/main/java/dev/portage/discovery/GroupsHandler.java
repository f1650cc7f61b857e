package dev.portage.discovery;

import dev.portage.cognito.GroupPage;
import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPools;
import dev.portage.migration.GroupMembers;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.PoolGroups;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.Source;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the members of the groups that the run is to read, one page a step, group after group: never a call per user.
 */
@ApplicationScoped
class GroupsHandler implements JobHandler<RunWork, GroupsHandler.Step> {
    private final Migrations migrations;
    private final Runs runs;
    private final GroupMembers members;
    private final PoolGroups poolGroups;
    private final UserPools pools;
    private final Listing listing;
    private final GroupsToRead groups;
    private final HandOver handOver;
    private final RunProgress progress;
    private final Clock clock;

    GroupsHandler(
            Migrations migrations,
            Runs runs,
            GroupMembers members,
            PoolGroups poolGroups,
            UserPools pools,
            Listing listing,
            GroupsToRead groups,
            HandOver handOver,
            RunProgress progress,
            Clock clock) {
        this.migrations = migrations;
        this.runs = runs;
        this.members = members;
        this.poolGroups = poolGroups;
        this.pools = pools;
        this.listing = listing;
        this.groups = groups;
        this.handOver = handOver;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings to the run. */
    sealed interface Step {
        /** Members of a group, and where to go on; nowhere after the last page of the last group. */
        record Page(String group, List<String> subs, Optional<Position> next) implements Step {}

        record StartOver() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    /** Where the reading stands: at which of the groups, and at which of its pages. */
    record Position(int group, Optional<String> token) {
        static Position read(Optional<String> checkpoint) {
            return checkpoint
                    .map(text -> text.split(" ", 2))
                    .map(parts -> new Position(
                            Integer.parseInt(parts[0]), Optional.of(parts[1]).filter(token -> !token.isEmpty())))
                    .orElse(new Position(0, Optional.empty()));
        }

        String checkpoint() {
            return group + " " + token.orElse("");
        }

        Optional<Position> after(GroupPage page, int groups) {
            if (page.nextToken().isPresent()) {
                return Optional.of(new Position(group, page.nextToken()));
            }
            return group + 1 < groups ? Optional.of(new Position(group + 1, Optional.empty())) : Optional.empty();
        }
    }

    @Override
    public JobKind kind() {
        return Kinds.GROUPS;
    }

    @Override
    public Map<String, RunWork> load(UUID lane, Collection<String> subjects) {
        return RunWork.load(migrations, runs, lane, subjects);
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        if (listing.tokenIsStale(work.run())) {
            return startOver(work.run());
        }
        List<String> names = groups.of(work.migration(), work.run());
        Position position = Position.read(work.run().pageToken());
        String group = names.get(position.group());
        Source source = work.migration().source();
        turn.await(Draw.COGNITO_LISTING);
        Reading<GroupPage> reading = pools.listGroupMembers(
                Objects.requireNonNull(source.region()),
                Objects.requireNonNull(source.userPoolId()),
                group,
                position.token());
        return switch (reading) {
            case Reading.Read<GroupPage>(GroupPage page) -> {
                yield page(group, page, position.after(page, names.size()));
            }
            case Reading.TokenExpired<GroupPage> ignored -> startOver(work.run());
            // Deleted since the groups were listed: who only looks goes on with the next.
            case Reading.PoolNotFound<GroupPage> ignored
            when work.run().purpose() == Run.Purpose.ASSESSMENT -> {
                GroupPage nobody = new GroupPage(List.of(), Optional.empty());
                yield page(group, nobody, position.after(nobody, names.size()));
            }
            case Reading.PoolNotFound<GroupPage> ignored ->
                new Verdict.Done<>(new Step.GiveUp("The user pool has no group '" + group
                        + "' any more, or is gone itself: mend options.groups, and start another import"));
            default -> listing.verdict(job, Draw.COGNITO_LISTING, reading);
        };
    }

    private static Verdict<Step> page(String group, GroupPage page, Optional<Position> next) {
        Step step = new Step.Page(group, page.subs(), next);
        return next.isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
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
            case Step.Page(String group, List<String> subs, Optional<Position> next) -> {
                members.add(job.lane(), runId, group, subs);
                run.checkpoint(1, next.map(Position::checkpoint), clock.instant());
                progress.note(job.lane(), null);
                if (next.isEmpty()) {
                    Migration migration = migrations.get(job.lane());
                    List<String> read = groups.of(migration, run);
                    members.keepOnly(job.lane(), runId, read);
                    poolGroups.count(job.lane(), read);
                    handOver.discovered(migration, run);
                }
            }
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
