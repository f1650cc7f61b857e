package dev.portage.verification;

import dev.portage.discovery.RunProgress;
import dev.portage.discovery.WorkOsAnswers;
import dev.portage.migration.Counters;
import dev.portage.migration.MadeOrganizations;
import dev.portage.migration.MadeOrganizations.Made;
import dev.portage.migration.Runs;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsConnections;
import dev.portage.workos.WorkOsConnections.Connection;
import dev.portage.workos.WorkOsDirectory;
import dev.portage.workos.WorkOsOrganizations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Deletes an organization that was created, after the users. It is looked at right before, and kept where anybody is in it
 * or signs in through a connection of somebody else's: then it has become more than this migration made.
 */
@ApplicationScoped
class UndoOrganizationHandler implements JobHandler<UndoWork<Made>, UndoOrganizationHandler.Cleared> {
    private final Runs runs;
    private final MadeOrganizations made;
    private final Counters counters;
    private final WorkOsOrganizations organizations;
    private final WorkOsDirectory directory;
    private final WorkOsConnections connections;
    private final RunProgress progress;

    UndoOrganizationHandler(
            Runs runs,
            MadeOrganizations made,
            Counters counters,
            WorkOsOrganizations organizations,
            WorkOsDirectory directory,
            WorkOsConnections connections,
            RunProgress progress) {
        this.runs = runs;
        this.made = made;
        this.counters = counters;
        this.organizations = organizations;
        this.directory = directory;
        this.connections = connections;
        this.progress = progress;
    }

    /** What came of an organization. */
    enum What {
        DELETED("organizations-undone"),
        KEPT("organizations-kept"),
        FAILED("organizations-failed");

        private final String slug;

        What(String slug) {
            this.slug = slug;
        }

        /** How the run's counts call it. */
        String slug() {
            return slug;
        }
    }

    /** @param why in words; empty for one that is deleted */
    record Cleared(UndoWork<Made> work, What what, String why) {}

    @Override
    public JobKind kind() {
        return Kinds.UNDO_ORGANIZATION;
    }

    @Override
    public Map<String, UndoWork<Made>> load(UUID lane, Collection<String> subjects) {
        return UndoWork.load(runs, lane, () -> made.find(lane, subjects));
    }

    @Override
    public Verdict<Cleared> handle(Job job, UndoWork<Made> work, Turn turn) throws InterruptedException {
        Outcome<String> there = idOf(work.made(), turn);
        return switch (there) {
            case Outcome.Success<String>(String id) -> examine(work, id, turn);
            case Outcome.NotFound<String> ignored -> done(work, What.DELETED, "");
            default -> other(work, there);
        };
    }

    /** Known, or looked up where the answer to its creation was lost. */
    private Outcome<String> idOf(Made organization, Turn turn) throws InterruptedException {
        String known = organization.organizationId();
        return known == null
                ? organizations.byExternalId(organization.externalId(), turn)
                : new Outcome.Success<>(known);
    }

    private Verdict<Cleared> examine(UndoWork<Made> work, String id, Turn turn) throws InterruptedException {
        Outcome<Boolean> members = directory.hasMembers(id, turn);
        if (!(members instanceof Outcome.Success<Boolean>(Boolean any))) {
            return members instanceof Outcome.NotFound<Boolean> ? done(work, What.DELETED, "") : other(work, members);
        }
        if (any) {
            return done(work, What.KEPT, id + " has other members");
        }
        Outcome<List<Connection>> found = connections.of(id, turn);
        if (!(found instanceof Outcome.Success<List<Connection>>(List<Connection> all))) {
            return found instanceof Outcome.NotFound<List<Connection>>
                    ? done(work, What.DELETED, "")
                    : other(work, found);
        }
        return all.stream().map(Connection::id).allMatch(work.made().connectionIds()::contains)
                ? delete(work, id, turn)
                : done(work, What.KEPT, id + " has SSO connections that Portage has not made");
    }

    private Verdict<Cleared> delete(UndoWork<Made> work, String id, Turn turn) throws InterruptedException {
        Outcome<String> deleted = organizations.delete(id, turn);
        return deleted instanceof Outcome.Success<String> || deleted instanceof Outcome.NotFound<String>
                ? done(work, What.DELETED, "")
                : other(work, deleted);
    }

    private static Verdict<Cleared> other(UndoWork<Made> work, Outcome<?> outcome) {
        return WorkOsAnswers.<Cleared>undecided(outcome)
                .orElseGet(() -> done(work, What.FAILED, WorkOsAnswers.refusal(outcome)));
    }

    private static Verdict<Cleared> done(UndoWork<Made> work, What what, String why) {
        return new Verdict.Done<>(new Cleared(work, what, why));
    }

    @Override
    public void record(List<Result<Cleared>> results) {
        results.forEach(result -> {
            Cleared cleared = result.value();
            UUID migrationId = result.job().lane();
            String externalId = cleared.work().made().externalId();
            if (cleared.what() == What.DELETED) {
                made.deleted(migrationId, externalId);
            } else {
                made.kept(migrationId, externalId, cleared.why());
            }
            counters.add(cleared.work().runId(), "run", List.of(cleared.what().slug()));
        });
    }

    @Override
    public Cleared exhausted(Job job, UndoWork<Made> work, String why) {
        return new Cleared(work, What.FAILED, why);
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
