package dev.portage.transfer;

import dev.portage.discovery.RunProgress;
import dev.portage.migration.Membership;
import dev.portage.migration.Memberships;
import dev.portage.migration.UserEvents;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsMemberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a user who has gone over a member of an organization, gives it other roles, or ends what groups no longer lead
 * to. That it is a member already counts as done.
 */
@ApplicationScoped
class MembershipHandler implements JobHandler<Membership, Memberships.Decision> {
    private static final String MEMBER_BEFORE = "a member already: the role is the one that it had";
    private static final String INVITED = "cannot_reactivate_pending_organization_membership";

    private final Memberships memberships;
    private final UserEvents events;
    private final WorkOsMemberships workos;
    private final RunProgress progress;

    MembershipHandler(Memberships memberships, UserEvents events, WorkOsMemberships workos, RunProgress progress) {
        this.memberships = memberships;
        this.events = events;
        this.workos = workos;
        this.progress = progress;
    }

    @Override
    public JobKind kind() {
        return Kinds.MEMBERSHIP;
    }

    @Override
    public Map<String, Membership> load(UUID lane, Collection<String> subjects) {
        Map<String, Membership> found = new HashMap<>(memberships.find(lane, subjects));
        found.values().removeIf(membership -> membership.workosUserId() == null);
        return found;
    }

    @Override
    public Verdict<Memberships.Decision> handle(Job job, Membership membership, Turn turn) throws InterruptedException {
        if (!membership.wanted()) {
            return leave(membership, turn);
        }
        if (membership.workosMembershipId() == null && !membership.ours()) {
            return join(job, membership, turn);
        }
        Outcome<String> known = idOf(membership, turn);
        return known instanceof Outcome.Success<String>(String id)
                ? change(membership, id, turn)
                : other(known, membership);
    }

    /** Known, or looked up where the answer that named it was lost. */
    private Outcome<String> idOf(Membership membership, Turn turn) throws InterruptedException {
        String known = membership.workosMembershipId();
        return known == null
                ? workos.find(String.valueOf(membership.workosUserId()), membership.organizationId(), turn)
                : new Outcome.Success<>(known);
    }

    private Verdict<Memberships.Decision> join(Job job, Membership membership, Turn turn) throws InterruptedException {
        Outcome<WorkOsMemberships.Granted> created = workos.create(
                String.valueOf(membership.workosUserId()), membership.organizationId(), membership.roleSlugs(), turn);
        return switch (created) {
            case Outcome.Success<WorkOsMemberships.Granted>(WorkOsMemberships.Granted granted) ->
                assigned(membership, granted, true);
            case Outcome.Unreadable<WorkOsMemberships.Granted> ignored ->
                new Verdict.Done<>(decision(membership, Membership.State.ASSIGNED, null, null, null, true));
            case Outcome.Conflict<WorkOsMemberships.Granted> ignored ->
                job.mayHaveRunBefore() ? whoseItIs(membership, turn) : new Verdict.Done<>(memberBefore(membership));
            case Outcome.NotFound<WorkOsMemberships.Granted> ignored ->
                failed(
                        membership,
                        "organization-not-found",
                        "WorkOS has no such organization, or no such user any more");
            default -> other(created, membership);
        };
    }

    /** It may have been we, in a call whose answer was lost: then it is no older than the wish for it. */
    private Verdict<Memberships.Decision> whoseItIs(Membership membership, Turn turn) throws InterruptedException {
        Outcome<WorkOsMemberships.Existing> found =
                workos.look(String.valueOf(membership.workosUserId()), membership.organizationId(), turn);
        if (!(found instanceof Outcome.Success<WorkOsMemberships.Existing>(WorkOsMemberships.Existing there))) {
            return other(found, membership);
        }
        boolean ours = there.createdAt().isAfter(membership.updatedAt().minus(ExistingAccounts.CLOCKS_DIFFER));
        return new Verdict.Done<>(
                ours
                        ? decision(membership, Membership.State.ASSIGNED, null, null, there.id(), true)
                        : memberBefore(membership));
    }

    private static Memberships.Decision memberBefore(Membership membership) {
        return decision(membership, Membership.State.ASSIGNED, null, MEMBER_BEFORE, null, false);
    }

    /** Other roles than before. */
    private Verdict<Memberships.Decision> change(Membership membership, String id, Turn turn)
            throws InterruptedException {
        Outcome<WorkOsMemberships.Granted> changed = workos.change(id, membership.roleSlugs(), turn);
        return switch (changed) {
            case Outcome.Success<WorkOsMemberships.Granted>(WorkOsMemberships.Granted granted) ->
                assigned(membership, granted, false);
            case Outcome.Unreadable<WorkOsMemberships.Granted> ignored ->
                new Verdict.Done<>(decision(membership, Membership.State.ASSIGNED, null, null, id, false));
            case Outcome.NotFound<WorkOsMemberships.Granted> ignored ->
                failed(membership, "membership-not-found", "somebody has ended the membership in WorkOS meanwhile");
            default -> other(changed, membership);
        };
    }

    /** Ends what Portage has made; a membership that was there before it stays. */
    private Verdict<Memberships.Decision> leave(Membership membership, Turn turn) throws InterruptedException {
        if (!membership.ours()) {
            return removed(membership, "Portage has not made the membership: WorkOS was not touched");
        }
        Outcome<String> found = idOf(membership, turn);
        if (!(found instanceof Outcome.Success<String>(String id))) {
            return found instanceof Outcome.NotFound<String> ? removed(membership, null) : other(found, membership);
        }
        Outcome<String> deleted = workos.delete(id, turn);
        return switch (deleted) {
            case Outcome.Success<String> ignored -> removed(membership, null);
            case Outcome.Unreadable<String> ignored -> removed(membership, null);
            case Outcome.NotFound<String> ignored -> removed(membership, null);
            default -> other(deleted, membership);
        };
    }

    private static Verdict<Memberships.Decision> other(Outcome<?> outcome, Membership membership) {
        return switch (outcome) {
            case Outcome.Rejected<?>(String code)
            when code.equals(INVITED) ->
                failed(
                        membership,
                        "invitation-open",
                        "an invitation to the organization is open: it has to be accepted or revoked first");
            case Outcome.Rejected<?>(String code) ->
                failed(membership, "rejected", "WorkOS refused the membership: " + code);
            case Outcome.Throttled<?> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<?>(String why) -> new Verdict.Halt<>(why);
            case Outcome.Unavailable<?> ignored -> new Verdict.Retry<>(Verdicts.UNAVAILABLE);
            case Outcome.Unreadable<?> ignored -> new Verdict.Retry<>(Verdicts.UNAVAILABLE);
            case Outcome.Conflict<?> ignored -> new Verdict.Retry<>("conflict");
            case Outcome.NotFound<?> ignored -> new Verdict.Retry<>("not-found");
            case Outcome.Success<?> ignored -> throw new IllegalArgumentException("a success is for the caller");
        };
    }

    private static Verdict<Memberships.Decision> assigned(
            Membership membership, WorkOsMemberships.Granted granted, boolean ours) {
        String detail = granted.withheld().isEmpty()
                ? null
                : "WorkOS allows one role here, so these are not given: " + String.join(", ", granted.withheld());
        return new Verdict.Done<>(decision(membership, Membership.State.ASSIGNED, null, detail, granted.id(), ours));
    }

    private static Verdict<Memberships.Decision> removed(Membership membership, @Nullable String detail) {
        return new Verdict.Done<>(decision(membership, Membership.State.REMOVED, null, detail, null, false));
    }

    private static Verdict<Memberships.Decision> failed(Membership membership, String reason, String detail) {
        return new Verdict.Done<>(decision(membership, Membership.State.FAILED, reason, detail, null, false));
    }

    private static Memberships.Decision decision(
            Membership membership,
            Membership.State state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String id,
            boolean ours) {
        return new Memberships.Decision(membership.sub(), membership.organizationId(), state, reason, detail, id, ours);
    }

    @Override
    public void record(List<Result<Memberships.Decision>> results) {
        results.stream()
                .collect(Collectors.groupingBy(result -> result.job().lane()))
                .forEach((lane, ofLane) -> {
                    List<Memberships.Decision> decisions =
                            ofLane.stream().map(Result::value).toList();
                    memberships.decide(lane, decisions);
                    events.add(
                            lane,
                            decisions.stream().map(MembershipHandler::event).toList());
                });
    }

    private static UserEvents.Event event(Memberships.Decision decision) {
        return new UserEvents.Event(
                decision.sub(),
                "membership-" + decision.state().name().toLowerCase(Locale.ROOT),
                decision.detail() == null
                        ? decision.organizationId()
                        : decision.organizationId() + ": " + decision.detail());
    }

    @Override
    public Memberships.Decision exhausted(Job job, Membership membership, String why) {
        return decision(membership, Membership.State.FAILED, why, null, null, false);
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
