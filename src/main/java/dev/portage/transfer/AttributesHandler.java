package dev.portage.transfer;

import dev.portage.discovery.RunProgress;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Options;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserEvents;
import dev.portage.migration.UserState;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.workos.Mapping;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the metadata of a user who has gone over up to what Cognito says and the options want of it, and touches nothing
 * else. An account that was there before Portage is left alone unless {@code existingUsers} is UPDATE.
 */
@ApplicationScoped
class AttributesHandler implements JobHandler<ImportWork, AttributesHandler.Refreshed> {
    private final Migrations migrations;
    private final Runs runs;
    private final SourceUsers users;
    private final UserEvents events;
    private final Counters counters;
    private final WorkOsGateway workos;
    private final RunProgress progress;

    AttributesHandler(
            Migrations migrations,
            Runs runs,
            SourceUsers users,
            UserEvents events,
            Counters counters,
            WorkOsGateway workos,
            RunProgress progress) {
        this.migrations = migrations;
        this.runs = runs;
        this.users = users;
        this.events = events;
        this.counters = counters;
        this.workos = workos;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param problem why WorkOS does not have them; null where it has
     * @param leftOut the attributes that do not fit
     */
    record Refreshed(ImportWork work, @Nullable String problem, List<String> leftOut) {
        UserEvents.Event event() {
            String left = leftOut.isEmpty() ? null : ImportResult.NOT_IN_METADATA + String.join(", ", leftOut);
            return problem == null
                    ? new UserEvents.Event(work.user().sub(), "attributes-refreshed", left)
                    : new UserEvents.Event(work.user().sub(), "attributes-failed", problem);
        }
    }

    @Override
    public JobKind kind() {
        return Kinds.ATTRIBUTES;
    }

    @Override
    public Map<String, ImportWork> load(UUID lane, Collection<String> subjects) {
        Optional<Run> run = runs.running(lane);
        if (run.isEmpty()) {
            return Map.of();
        }
        Migration migration = migrations.get(lane);
        Map<String, ImportWork> works = new HashMap<>();
        users.find(lane, subjects).forEach((sub, user) -> {
            if (isOurs(user, migration.options())) {
                works.put(
                        sub,
                        new ImportWork(
                                user,
                                run.get().id(),
                                migration.options(),
                                run.get().attributeKeys(),
                                List.of()));
            }
        });
        return works;
    }

    private static boolean isOurs(SourceUser user, Options options) {
        return user.workosUserId() != null
                && (user.state() == UserState.IMPORTED || options.existingUsers() == Options.ExistingUsers.UPDATE);
    }

    @Override
    public Verdict<Refreshed> handle(Job job, ImportWork work, Turn turn) throws InterruptedException {
        Mapping mapping = work.mapping();
        if (mapping.user().metadata().isEmpty()) {
            // An empty object would delete what others have put there.
            return new Verdict.Done<>(new Refreshed(work, null, mapping.leftOut()));
        }
        Outcome<WorkOsUser> updated =
                workos.updateUser(Objects.requireNonNull(work.user().workosUserId()), mapping.metadata(), turn);
        return switch (updated) {
            case Outcome.Success<WorkOsUser> ignored ->
                new Verdict.Done<>(new Refreshed(work, null, mapping.leftOut()));
            case Outcome.Unreadable<WorkOsUser> ignored ->
                new Verdict.Done<>(new Refreshed(work, null, mapping.leftOut()));
            case Outcome.NotFound<WorkOsUser> ignored -> failed(work, "the user has been deleted in WorkOS");
            case Outcome.Rejected<WorkOsUser>(String code) -> failed(work, "WorkOS refused the metadata: " + code);
            case Outcome.Throttled<WorkOsUser> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<WorkOsUser>(String why) -> new Verdict.Halt<>(why);
            case Outcome.Unavailable<WorkOsUser> ignored -> new Verdict.Retry<>(Verdicts.UNAVAILABLE);
            case Outcome.Conflict<WorkOsUser> ignored -> new Verdict.Retry<>("conflict");
        };
    }

    private static Verdict<Refreshed> failed(ImportWork work, String problem) {
        return new Verdict.Done<>(new Refreshed(work, problem, List.of()));
    }

    @Override
    public void record(List<Result<Refreshed>> results) {
        results.stream()
                .collect(Collectors.groupingBy(result -> result.job().lane()))
                .forEach((lane, ofLane) -> {
                    List<Refreshed> refreshed =
                            ofLane.stream().map(Result::value).toList();
                    events.add(lane, refreshed.stream().map(Refreshed::event).toList());
                    counters.add(
                            refreshed.getFirst().work().runId(),
                            "run",
                            refreshed.stream()
                                    .map(one -> one.problem() == null ? "updated" : "failed")
                                    .toList());
                    counters.finished(lane, refreshed.size());
                });
    }

    @Override
    public Refreshed exhausted(Job job, ImportWork work, String why) {
        return new Refreshed(work, why, List.of());
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
