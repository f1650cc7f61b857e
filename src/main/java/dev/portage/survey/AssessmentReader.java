package dev.portage.survey;

import dev.portage.cognito.UserPool;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceType;
import dev.portage.pacing.RateBudget;
import dev.portage.survey.Assessment.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together what an assessment has found, at a price that does not depend on how many users there are. */
@ApplicationScoped
public class AssessmentReader {
    private static final int USERS_A_PAGE = 60;

    private final Migrations migrations;
    private final Runs runs;
    private final AssessmentRows assessments;
    private final Counts counts;
    private final Counters counters;
    private final RateBudget budget;

    AssessmentReader(
            Migrations migrations,
            Runs runs,
            AssessmentRows assessments,
            Counts counts,
            Counters counters,
            RateBudget budget) {
        this.migrations = migrations;
        this.runs = runs;
        this.assessments = assessments;
        this.counts = counts;
        this.counters = counters;
        this.budget = budget;
    }

    /**
     * What the latest assessment has found, or how far it is.
     *
     * @throws NotFoundException where the migration has not been assessed
     */
    @Transactional
    public Assessment of(UUID migrationId) {
        Migration migration = migrations.get(migrationId);
        AssessmentRows.Row row = assessments
                .find(migrationId)
                .orElseThrow(() -> new NotFoundException(
                        "assessment",
                        "This migration has not been assessed: POST /migrations/%s/assessment does."
                                .formatted(migrationId)));
        Optional<Run> run = runs.latestAssessment(migrationId);
        boolean ready = row.readyAt() != null;
        State state = run.map(latest -> state(latest, ready)).orElse(State.READY);
        long total = counters.byState(migrationId, "user").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Assessment.Progress progress = progress(state, run, total, row.pool().pool());
        String error = state == State.READY
                ? null
                : Optional.ofNullable(migration.lastError())
                        .orElse(run.map(Run::lastError).orElse(null));
        return ready
                ? whole(migration, row, state, progress, error)
                : new Assessment(
                        state, progress, error, false, null, null, null, List.of(), List.of(), List.of(), List.of(),
                        null, List.of(), null, null);
    }

    private static State state(Run run, boolean ready) {
        return switch (run.state()) {
            case RUNNING -> State.RUNNING;
            case COMPLETED -> State.READY;
            case FAILED -> State.FAILED;
            // What was found before still stands.
            case CANCELLED -> ready ? State.READY : State.FAILED;
        };
    }

    private static Assessment.Progress progress(State state, Optional<Run> run, long users, @Nullable UserPool pool) {
        Integer estimated = pool == null ? null : pool.estimatedUsers();
        if (state != State.RUNNING || run.isEmpty()) {
            return new Assessment.Progress(null, users, estimated, state == State.READY ? 100 : 0);
        }
        // Reading the pool takes most of the time, and is the only part of which the end can be guessed.
        long read = Math.min(users, run.get().pages() * USERS_A_PAGE);
        int percent = switch (run.get().phase()) {
            case DISCOVERING -> estimated == null ? 10 : (int) Math.min(60, 60 * read / Math.max(1, estimated));
            case COMPARING -> 60;
            case SETTLING, PLANNING -> 70;
            case ASKING -> 80;
            case COUNTING, SENDING, SELECTING, DELETING, CLEARING -> 90;
        };
        return new Assessment.Progress(run.get().phase(), users, estimated, percent);
    }

    private Assessment whole(
            Migration migration,
            AssessmentRows.Row row,
            State state,
            Assessment.Progress progress,
            @Nullable String error) {
        Found found = new Found(counts.of(migration.id()));
        PoolFacts facts = row.pool();
        Assessment.Users users = found.users(row.factors());
        Map<String, String> keys = runs.latestAttributeKeys(migration.id()).orElse(Map.of());
        List<Assessment.Attribute> attributes =
                found.attributes(migration.options().unfitValues(), keys);
        List<Assessment.Group> groups = found.groups(migration.source().userPoolId());
        List<Assessment.Provider> providers = found.providers(facts.providers());
        Assessment.Pool pool = pool(facts.pool());
        Assessment.Plan plan = found.plan();
        boolean live = migration.source().type() == SourceType.USER_POOL;
        Recommendation recommendation = Recommendation.of(new Recommendation.Facts(
                users.total(),
                passwords(users),
                found.number(Topic.RESET, "password"),
                live,
                pool != null && pool.passwordless(),
                pool != null && !pool.mfa().equals("OFF"),
                providers.stream().map(Assessment.Provider::name).toList(),
                groups.stream()
                        .filter(group -> !group.madeByCognito())
                        .map(Assessment.Group::name)
                        .toList(),
                pool == null ? List.of() : pool.lambdaTriggers(),
                // What a map leaves out was chosen.
                migration.options().attributes().explicit() != null
                        ? 0
                        : attributes.stream()
                                .filter(attribute -> attribute.metadataKey() == null)
                                .count()));
        Assessment.Durations durations = new Work(
                        users.total(),
                        live
                                ? groups.stream()
                                        .mapToLong(Assessment.Group::members)
                                        .toArray()
                                : new long[0],
                        live,
                        plan,
                        found.number(Topic.MEMBERSHIP, "memberships"),
                        recommendation.resets().users())
                .durations(budget.look());
        return new Assessment(
                state,
                progress,
                error,
                !Objects.equals(row.plannedFor(), migration.options()),
                row.readyAt(),
                pool,
                users,
                attributes,
                groups,
                providers,
                facts.clients(),
                plan,
                found.misfits(counts.examples(migration.id())),
                recommendation,
                durations);
    }

    private static long passwords(Assessment.Users users) {
        return users.byMethod().entrySet().stream()
                .filter(method -> method.getKey().startsWith("password"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Assessment.@Nullable Pool pool(@Nullable UserPool pool) {
        return pool == null
                ? null
                : new Assessment.Pool(
                        pool.id(),
                        pool.name(),
                        pool.mfa(),
                        pool.firstFactors(),
                        pool.firstFactors().contains("WEB_AUTHN"),
                        pool.passwordless(),
                        pool.signInAttributes(),
                        pool.lambdaTriggers());
    }
}
