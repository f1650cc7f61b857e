package dev.portage.survey;

import dev.portage.cognito.PoolClient;
import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolDescriptions.ListedProvider;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPool;
import dev.portage.discovery.Discovery;
import dev.portage.discovery.Listing;
import dev.portage.discovery.RunHandler;
import dev.portage.discovery.RunJobs;
import dev.portage.discovery.RunProgress;
import dev.portage.discovery.RunWork;
import dev.portage.migration.Migration;
import dev.portage.migration.PoolGroup;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Asks a user pool about itself, its app clients, identity providers and groups, one question a step. */
@ApplicationScoped
class DescribeHandler implements RunHandler<DescribeHandler.Step> {
    private final RunJobs jobs;
    private final AssessmentRows assessments;
    private final PoolGroups groups;
    private final PoolDescriptions pools;
    private final Discovery discovery;
    private final Listing listing;
    private final RunProgress progress;
    private final Clock clock;

    DescribeHandler(
            RunJobs jobs,
            AssessmentRows assessments,
            PoolGroups groups,
            PoolDescriptions pools,
            Discovery discovery,
            Listing listing,
            RunProgress progress,
            Clock clock) {
        this.jobs = jobs;
        this.assessments = assessments;
        this.groups = groups;
        this.pools = pools;
        this.discovery = discovery;
        this.listing = listing;
        this.progress = progress;
        this.clock = clock;
    }

    /** What a step brings, and where to go on; nowhere after the last. */
    sealed interface Step {
        record Pool(UserPool pool) implements Step {}

        record Clients(List<String> ids, Question next) implements Step {}

        record Client(List<PoolClient> described, Question next) implements Step {}

        record Providers(List<ListedProvider> providers, Question next) implements Step {}

        record Groups(List<PoolGroup> found, Optional<Question> next) implements Step {}

        record GiveUp(String why) implements Step {}
    }

    @Override
    public JobKind kind() {
        return Kinds.DESCRIBE;
    }

    @Override
    public RunJobs runJobs() {
        return jobs;
    }

    @Override
    public Verdict<Step> handle(Job job, RunWork work, Turn turn) throws InterruptedException {
        Question question = Question.read(work.run().pageToken());
        Source source = work.migration().source();
        String region = Objects.requireNonNull(source.region());
        String pool = Objects.requireNonNull(source.userPoolId());
        turn.await(Draw.COGNITO_DESCRIPTION);
        return switch (question.about()) {
            case POOL -> step(job, pools.describe(region, pool), Step.Pool::new);
            case CLIENTS -> step(job, pools.listClients(region, pool, question.token()), DescribeHandler::clients);
            case CLIENT -> client(job, work, region, pool);
            case PROVIDERS ->
                step(
                        job,
                        pools.listProviders(region, pool, question.token()),
                        page -> new Step.Providers(
                                page.items(), Question.onward(Question.About.PROVIDERS, page, Question.About.GROUPS)));
            case GROUPS ->
                step(
                        job,
                        pools.listGroups(region, pool, question.token()),
                        page -> new Step.Groups(
                                page.items(),
                                page.nextToken()
                                        .map(token -> new Question(Question.About.GROUPS, Optional.of(token)))));
        };
    }

    private static Step clients(PoolListing<String> page) {
        return new Step.Clients(page.items(), Question.onward(Question.About.CLIENTS, page, Question.About.CLIENT));
    }

    private Verdict<Step> client(Job job, RunWork work, String region, String pool) {
        List<String> left = assessments.pool(work.migration().id()).clientsLeft();
        if (left.isEmpty()) {
            return new Verdict.Continue<>(new Step.Providers(List.of(), Question.first(Question.About.PROVIDERS)));
        }
        Question next = Question.first(Question.About.CLIENT);
        Reading<PoolClient> reading = pools.describeClient(region, pool, left.getFirst());
        // Deleted since the clients were listed.
        return reading instanceof Reading.PoolNotFound<PoolClient>
                ? new Verdict.Continue<>(new Step.Client(List.of(), next))
                : step(job, reading, client -> new Step.Client(List.of(client), next));
    }

    private <T> Verdict<Step> step(Job job, Reading<T> reading, Function<T, Step> read) {
        return switch (reading) {
            case Reading.Read<T>(T value) -> {
                Step step = read.apply(value);
                yield step instanceof Step.Groups groups && groups.next().isEmpty()
                        ? new Verdict.Done<>(step)
                        : new Verdict.Continue<>(step);
            }
            case Reading.PoolNotFound<T>(String remedy) -> new Verdict.Done<>(new Step.GiveUp(remedy));
            // These lists are short: a token that dies between two pages is an accident.
            case Reading.TokenExpired<T> ignored -> new Verdict.Retry<>("cognito-token-expired");
            default -> listing.verdict(job, Draw.COGNITO_DESCRIPTION, reading);
        };
    }

    @Override
    public void record(Job job, RunWork work, Step step) {
        UUID migrationId = job.lane();
        Migration migration = work.migration();
        Run run = work.run();
        PoolFacts facts = assessments.pool(migrationId);
        progress.note(migrationId, null);
        switch (step) {
            case Step.Pool(UserPool pool) -> {
                migration.passwordless(pool.passwordless());
                goOn(run, facts.with(pool), Question.first(Question.About.CLIENTS));
            }
            case Step.Clients(List<String> ids, Question next) -> goOn(run, facts.withClientsLeft(ids), next);
            case Step.Client(List<PoolClient> described, Question next) ->
                goOn(run, facts.withNextClient(described), next);
            case Step.Providers(List<ListedProvider> providers, Question next) ->
                goOn(run, facts.withProviders(providers), next);
            case Step.Groups(List<PoolGroup> found, Optional<Question> next) -> {
                groups.add(migrationId, run.id(), found);
                next.ifPresentOrElse(question -> run.reached(question.place(), clock.instant()), () -> {
                    groups.keepOnly(migrationId, run.id());
                    run.enter(Run.Phase.DISCOVERING);
                    discovery.read(migration, run);
                });
            }
            case Step.GiveUp(String why) -> jobs.fail(job, why);
        }
    }

    private void goOn(Run run, PoolFacts facts, Question next) {
        assessments.keep(run.migrationId(), facts);
        run.reached(next.place(), clock.instant());
    }

    @Override
    public Step exhausted(Job job, RunWork work, String why) {
        return new Step.GiveUp(Listing.unreadable(why));
    }
}
