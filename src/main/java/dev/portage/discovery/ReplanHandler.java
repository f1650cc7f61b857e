package dev.portage.discovery;

import dev.portage.migration.DiscoveredUsers;
import dev.portage.migration.Eligibility;
import dev.portage.migration.Migration;
import dev.portage.migration.Reason;
import dev.portage.migration.Run;
import dev.portage.migration.Settling;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The discovery of what is in the rows already, an uploaded dump's or an assessment's: they are looked at again stretch by
 * stretch, because the options may have changed since they came.
 */
@ApplicationScoped
class ReplanHandler implements RunHandler<ReplanHandler.Step> {
    private static final int STRETCH = 2000;

    private final RunJobs jobs;
    private final SourceUsers users;
    private final DiscoveredUsers discovered;
    private final Settling settling;
    private final HandOver handOver;
    private final Clock clock;

    ReplanHandler(
            RunJobs jobs,
            SourceUsers users,
            DiscoveredUsers discovered,
            Settling settling,
            HandOver handOver,
            Clock clock) {
        this.jobs = jobs;
        this.users = users;
        this.discovered = discovered;
        this.settling = settling;
        this.handOver = handOver;
        this.clock = clock;
    }

    /** What a step does when it is recorded. */
    sealed interface Step {
        record Stretch(String last) implements Step {}

        record Finish() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.REPLAN;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) {
        Optional<Settling.Chunk> next =
                settling.nextChunk(job.lane(), work.run().pageToken().orElse(null), STRETCH);
        return next.<Verdict<Step>>map(chunk -> new Verdict.Continue<>(new Step.Stretch(chunk.last())))
                .orElseGet(() -> new Verdict.Done<>(new Step.Finish()));
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Migration migration = work.migration();
        Run run = work.run();
        switch (step) {
            case Step.Stretch(String last) -> {
                replan(migration, run.pageToken().orElse(null), last);
                run.reached(last, clock.instant());
            }
            case Step.Finish() -> handOver.discovered(migration, run);
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    private void replan(Migration migration, @Nullable String after, String last) {
        Map<String, Optional<Reason>> changed = new HashMap<>();
        for (SourceUser user : users.between(migration.id(), after, last)) {
            Optional<Reason> planned =
                    ofTheSource(user).or(() -> Eligibility.reasonToSkip(user.cognito(), migration.options()));
            // Whose address is shared is settled later, for everybody at once.
            Optional<Reason> before =
                    Optional.ofNullable(user.plannedReason()).filter(reason -> reason != Reason.DUPLICATE_EMAIL);
            if (!planned.equals(before)) {
                changed.put(user.sub(), planned);
            }
        }
        discovered.plan(migration.id(), changed);
    }

    /** What the source says of the user, whatever the options are. */
    private static Optional<Reason> ofTheSource(SourceUser user) {
        return Optional.ofNullable(user.plannedReason())
                .filter(reason -> reason == Reason.UNIDENTIFIED || reason == Reason.GONE);
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("The users could not be looked at again (" + why + "): the service's log says more");
    }
}
