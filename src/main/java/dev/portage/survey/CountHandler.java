package dev.portage.survey;

import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunProgress;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * Counts what the rows hold, one topic a step, and ends the run with the last. A topic is counted where the step is done,
 * not where it is recorded: that would hold up the outcomes of all others for as long.
 */
@ApplicationScoped
class CountHandler implements RunHandler<CountHandler.Step> {
    private final RunJobs jobs;
    private final Counts counts;
    private final AssessmentRows assessments;
    private final RunProgress progress;
    private final Clock clock;

    CountHandler(RunJobs jobs, Counts counts, AssessmentRows assessments, RunProgress progress, Clock clock) {
        this.jobs = jobs;
        this.counts = counts;
        this.assessments = assessments;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step has done. */
    sealed interface Step {
        record Counted(Topic topic) implements Step {}

        record Finish() implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.COUNT;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) {
        List<Topic> topics = topics(work.run());
        int next = work.run()
                .pageToken()
                .map(topic -> topics.indexOf(Topic.valueOf(topic)) + 1)
                .orElse(0);
        if (next == topics.size()) {
            return new Verdict.Done<>(new Step.Finish());
        }
        Topic topic = topics.get(next);
        counts.take(work.migration(), work.run().attributeKeys().keySet(), topic);
        return new Verdict.Continue<>(new Step.Counted(topic));
    }

    private static List<Topic> topics(Run run) {
        return Arrays.stream(Topic.values())
                .filter(topic -> run.purpose() == Run.Purpose.ASSESSMENT || !topic.onlyWhenRead())
                .toList();
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        Migration migration = work.migration();
        Run run = work.run();
        switch (step) {
            case Step.Counted(Topic topic) -> run.reached(topic.name(), clock.instant());
            case Step.Finish() -> {
                assessments.ready(migration.id(), migration.options(), clock.instant());
                progress.end(migration, run, Run.State.COMPLETED);
            }
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp("The users could not be counted (" + why + "): the service's log says more");
    }
}
