package dev.portage.verification;

import dev.portage.discovery.RunProgress;
import dev.portage.discovery.WorkOsAnswers;
import dev.portage.migration.Counters;
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
import dev.portage.workos.WorkOsMemberships;
import dev.portage.workos.WorkOsUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Deletes what was created of one user: the account, or the memberships and the external id of one that was there before.
 * The account is looked at right before, and kept where it is not what this migration made, or where its user has signed
 * in.
 */
@ApplicationScoped
class UndoHandler implements JobHandler<UndoWork<Created>, UndoHandler.Undone> {
    private final Runs runs;
    private final UndoRows rows;
    private final UserEvents events;
    private final Counters counters;
    private final WorkOsGateway workos;
    private final WorkOsMemberships memberships;
    private final RunProgress progress;

    UndoHandler(
            Runs runs,
            UndoRows rows,
            UserEvents events,
            Counters counters,
            WorkOsGateway workos,
            WorkOsMemberships memberships,
            RunProgress progress) {
        this.runs = runs;
        this.rows = rows;
        this.events = events;
        this.counters = counters;
        this.workos = workos;
        this.memberships = memberships;
        this.progress = progress;
    }

    /** What came of a user. */
    enum What {
        DELETED("undone"),
        /** It was there before, and has neither our external id nor our memberships any more. */
        UNLINKED("unlinked"),
        /** It was there before with this external id, and has no memberships of ours any more. */
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
    record Undone(UndoWork<Created> work, What what, String detail) {}

    @Override
    public JobKind kind() {
        return Kinds.UNDO;
    }

    @Override
    public Map<String, UndoWork<Created>> load(UUID lane, Collection<String> subjects) {
        return UndoWork.load(runs, lane, () -> rows.find(lane, subjects));
    }

    @Override
    public Verdict<Undone> handle(Job job, UndoWork<Created> work, Turn turn) throws InterruptedException {
        return work.made().account() ? account(work, turn) : memberships(work, turn);
    }

    private Verdict<Undone> account(UndoWork<Created> work, Turn turn) throws InterruptedException {
        String id = work.made().workosUserId();
        Outcome<WorkOsUser> looked = workos.user(id, turn);
        return switch (looked) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) -> {
                Optional<String> keep = UndoRule.keep(user, work.made().sub(), work.includeSignedIn());
                yield keep.isPresent() ? done(work, What.KEPT, keep.get()) : delete(work, turn);
            }
            case Outcome.NotFound<WorkOsUser> ignored -> done(work, What.DELETED, id + ": was deleted before");
            default -> other(work, looked);
        };
    }

    private Verdict<Undone> delete(UndoWork<Created> work, Turn turn) throws InterruptedException {
        String id = work.made().workosUserId();
        Outcome<Boolean> deleted = workos.deleteUser(id, turn);
        return switch (deleted) {
            case Outcome.Success<Boolean> ignored -> done(work, What.DELETED, id);
            case Outcome.NotFound<Boolean> ignored -> done(work, What.DELETED, id);
            default -> other(work, deleted);
        };
    }

    private Verdict<Undone> memberships(UndoWork<Created> work, Turn turn) throws InterruptedException {
        Created created = work.made();
        for (UndoRows.Place place : created.places()) {
            Outcome<String> ended = end(created.workosUserId(), place, turn);
            boolean gone = ended instanceof Outcome.Success<String> || ended instanceof Outcome.NotFound<String>;
            if (!gone) {
                return other(work, ended);
            }
        }
        return created.externalId()
                ? externalId(work, turn)
                : done(work, What.MEMBERSHIPS_DELETED, created.workosUserId() + " was there before and stays");
    }

    /** Where the answer that named the membership was lost, it is looked up. */
    private Outcome<String> end(String workosUserId, UndoRows.Place place, Turn turn) throws InterruptedException {
        String known = place.membershipId();
        if (known != null) {
            return memberships.delete(known, turn);
        }
        Outcome<String> found = memberships.find(workosUserId, place.organizationId(), turn);
        return found instanceof Outcome.Success<String>(String id) ? memberships.delete(id, turn) : found;
    }

    /** Takes our external id away, as the account had none before. */
    private Verdict<Undone> externalId(UndoWork<Created> work, Turn turn) throws InterruptedException {
        String id = work.made().workosUserId();
        Outcome<WorkOsUser> looked = workos.user(id, turn);
        if (looked instanceof Outcome.NotFound<WorkOsUser>) {
            return done(work, What.UNLINKED, id + ": was deleted before");
        }
        if (!(looked instanceof Outcome.Success<WorkOsUser>(WorkOsUser user))) {
            return other(work, looked);
        }
        if (!work.made().sub().equals(user.externalId())) {
            return done(work, What.UNLINKED, id + " was there before and stays; its external id is not ours");
        }
        Outcome<WorkOsUser> cleared = workos.clearExternalId(id, turn);
        return switch (cleared) {
            case Outcome.Success<WorkOsUser> ignored ->
                done(work, What.UNLINKED, id + " was there before and stays, without our external id");
            case Outcome.NotFound<WorkOsUser> ignored -> done(work, What.UNLINKED, id + ": was deleted before");
            case Outcome.Rejected<WorkOsUser>(String code) ->
                done(work, What.KEPT, id + " keeps the external id: WorkOS refuses to take it away (" + code + ")");
            default -> other(work, cleared);
        };
    }

    private static Verdict<Undone> other(UndoWork<Created> work, Outcome<?> outcome) {
        return WorkOsAnswers.<Undone>undecided(outcome)
                .orElseGet(() -> done(work, What.FAILED, WorkOsAnswers.refusal(outcome)));
    }

    private static Verdict<Undone> done(UndoWork<Created> work, What what, String detail) {
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
        rows.unlinked(migrationId, subs(undone, What.UNLINKED));
        rows.membershipsDeleted(migrationId, subs(undone, What.MEMBERSHIPS_DELETED));
        events.add(
                migrationId,
                undone.stream()
                        .map(each -> new UserEvents.Event(
                                each.work().made().sub(), each.what().slug(), each.detail()))
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
                .map(each -> each.work().made().sub())
                .toList();
    }

    @Override
    public Undone exhausted(Job job, UndoWork<Created> work, String why) {
        return new Undone(work, What.FAILED, why);
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
