package dev.portage.transfer;

import dev.portage.discovery.RunProgress;
import dev.portage.migration.Counters;
import dev.portage.migration.MetadataKeys;
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
import dev.portage.workos.UserChange;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the metadata of a user who has gone over up to what Cognito says and the options want of it, and touches nothing
 * else but the locale. What is there under keys that are no longer used is deleted. An account that was there before
 * Portage is left alone unless {@code existingUsers} is UPDATE.
 */
@ApplicationScoped
class AttributesHandler implements JobHandler<AttributesHandler.Refresh, AttributesHandler.Refreshed> {
    private final Migrations migrations;
    private final Runs runs;
    private final SourceUsers users;
    private final UserEvents events;
    private final Counters counters;
    private final MetadataKeys metadataKeys;
    private final WorkOsGateway workos;
    private final RunProgress progress;

    AttributesHandler(
            Migrations migrations,
            Runs runs,
            SourceUsers users,
            UserEvents events,
            Counters counters,
            MetadataKeys metadataKeys,
            WorkOsGateway workos,
            RunProgress progress) {
        this.migrations = migrations;
        this.runs = runs;
        this.users = users;
        this.events = events;
        this.counters = counters;
        this.metadataKeys = metadataKeys;
        this.workos = workos;
        this.progress = progress;
    }

    /** @param former keys under which attributes of the user may be there */
    record Refresh(ImportWork work, Set<String> former) {}

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
    public Map<String, Refresh> load(UUID lane, Collection<String> subjects) {
        Optional<Run> run = runs.running(lane);
        if (run.isEmpty()) {
            return Map.of();
        }
        Migration migration = migrations.get(lane);
        Map<String, Set<String>> former = metadataKeys.ofAttributes(lane);
        Map<String, Refresh> works = new HashMap<>();
        users.find(lane, subjects).forEach((sub, user) -> {
            if (isOurs(user, migration.options())) {
                works.put(
                        sub,
                        new Refresh(
                                new ImportWork(
                                        user,
                                        run.get().id(),
                                        migration.options(),
                                        Optional.of(run.get().attributeKeys()),
                                        List.of()),
                                former(user, former)));
            }
        });
        return works;
    }

    /** Of an attribute that the user has not, whatever has its key may be the application's own. */
    private static Set<String> former(SourceUser user, Map<String, Set<String>> keys) {
        return keys.entrySet().stream()
                .filter(entry -> user.cognito().attribute(entry.getKey()).isPresent())
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(SourceUser user, Options options) {
        return user.workosUserId() != null
                && (user.state() == UserState.IMPORTED || options.existingUsers() == Options.ExistingUsers.UPDATE);
    }

    @Override
    public Verdict<Refreshed> handle(Job job, Refresh refresh, Turn turn) throws InterruptedException {
        ImportWork work = refresh.work();
        Mapping mapping = work.mapping();
        UserChange change = mapping.metadata(refresh.former());
        if (change.nothing()) {
            return new Verdict.Done<>(new Refreshed(work, null, mapping.leftOut()));
        }
        Outcome<WorkOsUser> updated =
                workos.updateUser(Objects.requireNonNull(work.user().workosUserId()), change, turn);
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
    public Refreshed exhausted(Job job, Refresh refresh, String why) {
        return new Refreshed(refresh.work(), why, List.of());
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
