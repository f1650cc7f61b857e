package dev.portage.verification;

import dev.portage.discovery.RunProgress;
import dev.portage.migration.Counters;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.UndoRows;
import dev.portage.migration.UndoRows.Created;
import dev.portage.migration.UserEvents;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Deletes what was created of one user: the account, or the memberships of one that was there before. The account is looked
 * at right before, and kept where it is not what this migration made, or where its user has signed in.
 */
@ApplicationScoped
class UndoHandler implements JobHandler<UndoHandler.UndoWork, UndoHandler.Undone> {
    private final Runs runs;
    private final UndoRows rows;
    private final UserEvents events;
    private final Counters counters;
    private final WorkOsGateway workos;
    private final RunProgress progress;

    UndoHandler(
            Runs runs,
            UndoRows rows,
            UserEvents events,
            Counters counters,
            WorkOsGateway workos,
            RunProgress progress) {
        this.runs = runs;
        this.rows = rows;
        this.events = events;
        this.counters = counters;
        this.workos = workos;
        this.progress = progress;
    }

    record UndoWork(UUID runId, boolean includeSignedIn, Created created) {}

    /** What came of a user. */
    enum What {
        DELETED("undone"),
        MEMBERSHIPS_DELETED("memberships-undone"),
        KEPT("undo-kept"),
        FAILED("undo-failed");

        private final String slug;

        What(String slug) {
            this.slug = slug;
        }

        /** How the user's history and the run's counts call it. */
        String slug() {
            return slug;
        }
    }

    /** @param detail without secrets */
    record Undone(UndoWork work, What what, String detail) {}

    @Override
    public JobKind kind() {
        return Kinds.UNDO;
    }

    @Override
    public Map<String, UndoWork> load(UUID lane, Collection<String> subjects) {
        Optional<Run> run = runs.running(lane).filter(each -> each.purpose() == Run.Purpose.UNDO);
        Map<String, UndoWork> works = new HashMap<>();
        run.ifPresent(undo -> rows.find(lane, subjects)
                .forEach((sub, created) -> works.put(sub, new UndoWork(undo.id(), undo.includesSignedIn(), created))));
        return works;
    }

    @Override
    public Verdict<Undone> handle(Job job, UndoWork work, Turn turn) throws InterruptedException {
        return work.created().created() ? account(work, turn) : memberships(work, turn);
    }

    private Verdict<Undone> account(UndoWork work, Turn turn) throws InterruptedException {
        String id = work.created().workosUserId();
        Outcome<WorkOsUser> looked = workos.user(id, turn);
        return switch (looked) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) -> {
                Optional<String> keep = UndoRule.keep(user, work.created().sub(), work.includeSignedIn());
                yield keep.isPresent() ? done(work, What.KEPT, keep.get()) : delete(work, turn);
            }
            case Outcome.NotFound<WorkOsUser> ignored -> done(work, What.DELETED, id + ": was deleted before");
            default -> other(work, looked);
        };
    }

    private Verdict<Undone> delete(UndoWork work, Turn turn) throws InterruptedException {
        String id = work.created().workosUserId();
        Outcome<Boolean> deleted = workos.deleteUser(id, turn);
        return switch (deleted) {
            case Outcome.Success<Boolean> ignored -> done(work, What.DELETED, id);
            case Outcome.NotFound<Boolean> ignored -> done(work, What.DELETED, id);
            default -> other(work, deleted);
        };
    }

    private Verdict<Undone> memberships(UndoWork work, Turn turn) throws InterruptedException {
        for (String id : work.created().membershipIds()) {
            Outcome<Boolean> deleted = workos.deleteMembership(id, turn);
            boolean gone = deleted instanceof Outcome.Success<Boolean> || deleted instanceof Outcome.NotFound<Boolean>;
            if (!gone) {
                return other(work, deleted);
            }
        }
        return done(work, What.MEMBERSHIPS_DELETED, work.created().workosUserId() + " was there before and stays");
    }

    private static Verdict<Undone> other(UndoWork work, Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Throttled<?> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<?>(String why) -> new Verdict.Halt<>(why);
            case Outcome.Unavailable<?> ignored -> new Verdict.Retry<>("workos-unavailable");
            // It is looked up at the next try.
            case Outcome.Unreadable<?> ignored -> new Verdict.Retry<>("workos-unreadable");
            case Outcome.Rejected<?>(String code) -> done(work, What.FAILED, "WorkOS refused: " + code);
            case Outcome.Conflict<?> ignored -> done(work, What.FAILED, "WorkOS refused: conflict");
            case Outcome.NotFound<?> ignored -> throw new IllegalArgumentException("for the caller");
            case Outcome.Success<?> ignored -> throw new IllegalArgumentException("for the caller");
        };
    }

    private static Verdict<Undone> done(UndoWork work, What what, String detail) {
        return new Verdict.Done<>(new Undone(work, what, detail));
    }

    @Override
    public void record(List<Result<Undone>> results) {
        results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.job().lane(), Collectors.mapping(Result::value, Collectors.toList())))
                .forEach(this::record);
    }

    private void record(UUID migrationId, List<Undone> undone) {
        rows.accountsDeleted(migrationId, subs(undone, What.DELETED));
        rows.membershipsDeleted(migrationId, subs(undone, What.MEMBERSHIPS_DELETED));
        events.add(
                migrationId,
                undone.stream()
                        .map(each -> new UserEvents.Event(
                                each.work().created().sub(), each.what().slug(), each.detail()))
                        .toList());
        undone.stream()
                .collect(Collectors.groupingBy(each -> each.work().runId()))
                .forEach((run, ofRun) -> counters.add(
                        run,
                        "run",
                        ofRun.stream().map(each -> each.what().slug()).toList()));
    }

    private static List<String> subs(List<Undone> undone, What what) {
        return undone.stream()
                .filter(each -> each.what() == what)
                .map(each -> each.work().created().sub())
                .toList();
    }

    @Override
    public Undone exhausted(Job job, UndoWork work, String why) {
        return new Undone(work, What.FAILED, why);
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
