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
import dev.portage.workos.WorkOsGateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a user who has gone over a member of an organization. That it is one already counts as done. */
@ApplicationScoped
class MembershipHandler implements JobHandler<Membership, Memberships.Decision> {
    private final Memberships memberships;
    private final UserEvents events;
    private final WorkOsGateway workos;
    private final RunProgress progress;

    MembershipHandler(Memberships memberships, UserEvents events, WorkOsGateway workos, RunProgress progress) {
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
        Outcome<String> created = workos.createMembership(
                String.valueOf(membership.workosUserId()), membership.organizationId(), membership.roleSlug(), turn);
        return switch (created) {
            case Outcome.Success<String>(String id) -> assigned(membership, id);
            case Outcome.Unreadable<String> ignored -> assigned(membership, null);
            case Outcome.Conflict<String> ignored -> assigned(membership, null);
            case Outcome.NotFound<String> ignored ->
                failed(
                        membership,
                        "organization-not-found",
                        "WorkOS has no such organization, or no such user any more");
            case Outcome.Rejected<String>(String code) ->
                failed(membership, "rejected", "WorkOS refused the membership: " + code);
            case Outcome.Throttled<String> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<String>(String why) -> new Verdict.Halt<>(why);
            case Outcome.Unavailable<String> ignored -> new Verdict.Retry<>(Verdicts.UNAVAILABLE);
        };
    }

    private static Verdict<Memberships.Decision> assigned(Membership membership, @Nullable String id) {
        return new Verdict.Done<>(new Memberships.Decision(
                membership.sub(), membership.organizationId(), Membership.State.ASSIGNED, null, null, id));
    }

    private static Verdict<Memberships.Decision> failed(Membership membership, String reason, String detail) {
        return new Verdict.Done<>(new Memberships.Decision(
                membership.sub(), membership.organizationId(), Membership.State.FAILED, reason, detail, null));
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
                decision.state() == Membership.State.ASSIGNED ? "membership-assigned" : "membership-failed",
                decision.detail() == null
                        ? decision.organizationId()
                        : decision.organizationId() + ": " + decision.detail());
    }

    @Override
    public Memberships.Decision exhausted(Job job, Membership membership, String why) {
        return new Memberships.Decision(
                membership.sub(), membership.organizationId(), Membership.State.FAILED, why, null, null);
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
