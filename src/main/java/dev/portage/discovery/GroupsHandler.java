package dev.portage.discovery;

import dev.portage.cognito.GroupPage;
import dev.portage.cognito.Reading;
import dev.portage.migration.GroupMembers;
import dev.portage.migration.Migration;
import dev.portage.migration.PoolGroups;
import dev.portage.migration.Run;
import dev.portage.migration.Source;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads the members of the groups that the run is to read, some pages a step, group after group: never a call per user.
 */
@ApplicationScoped
class GroupsHandler implements RunHandler<GroupsHandler.Step> {
    private final RunJobs jobs;
    private final GroupMembers members;
    private final PoolGroups poolGroups;
    private final PoolPages pages;
    private final Listing listing;
    private final GroupsToRead groups;
    private final HandOver handOver;
    private final RunProgress progress;
    private final Clock clock;

    GroupsHandler(
            RunJobs jobs,
            GroupMembers members,
            PoolGroups poolGroups,
            PoolPages pages,
            Listing listing,
            GroupsToRead groups,
            HandOver handOver,
            RunProgress progress,
            Clock clock) {
        this.jobs = jobs;
        this.members = members;
        this.poolGroups = poolGroups;
        this.pages = pages;
        this.listing = listing;
        this.groups = groups;
        this.handOver = handOver;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings to the run. */
    sealed interface Step {
        /** Members of a group, and where to go on; nowhere after the last page of the last group. */
        record Pages(String group, List<GroupPage> pages, Optional<Position> next) implements Step {
            List<String> subs() {
                return pages.stream().flatMap(page -> page.subs().stream()).toList();
            }
        }

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
    public RunJobs runJobs() {
        return jobs;
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
        Reading<List<GroupPage>> reading = pages.members(work.run().id(), source, group, position.token(), turn);
        return switch (reading) {
            case Reading.Read<List<GroupPage>>(List<GroupPage> read) ->
                read(group, read, position.after(read.getLast(), names.size()));
            case Reading.TokenExpired<List<GroupPage>> ignored -> startOver(work.run());
            // Deleted since the groups were listed: who only looks goes on with the next.
            case Reading.PoolNotFound<List<GroupPage>> ignored
            when work.run().purpose() == Run.Purpose.ASSESSMENT -> {
                GroupPage nobody = new GroupPage(List.of(), Optional.empty());
                yield read(group, List.of(nobody), position.after(nobody, names.size()));
            }
            case Reading.PoolNotFound<List<GroupPage>> ignored ->
                new Verdict.Done<>(new Step.GiveUp("The user pool has no group '" + group
                        + "' any more, or is gone itself: mend options.groups, and start another import"));
            default -> listing.verdict(job, Draw.COGNITO_LISTING, reading);
        };
    }

    private static Verdict<Step> read(String group, List<GroupPage> read, Optional<Position> next) {
        Step step = new Step.Pages(group, read, next);
        return next.isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
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
            case Step.Pages read -> {
                Migration migration = work.migration();
                if (migration.state() != run.migrationState()) {
                    // Paused or cancelled since this step began.
                    pages.endMembers(run.id(), read.group());
                }
                members.add(job.lane(), run.id(), read.group(), read.subs());
                run.checkpoint(read.pages().size(), read.next().map(Position::checkpoint), clock.instant());
                progress.note(job.lane(), null);
                if (read.next().isEmpty()) {
                    List<String> names = groups.of(migration, run);
                    members.keepOnly(job.lane(), run.id(), names);
                    poolGroups.count(job.lane(), names);
                    handOver.discovered(migration, run);
                }
            }
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp(Listing.unreadable(why));
    }
}
