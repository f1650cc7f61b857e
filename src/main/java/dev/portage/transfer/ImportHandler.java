package dev.portage.transfer;

import dev.portage.discovery.RunProgress;
import dev.portage.migration.Memberships;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Places;
import dev.portage.migration.Reason;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.Treatment;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings one user to WorkOS: one call for a clean user. Only where WorkOS says that the address or the external id is
 * taken is it looked up whose it is, and where an earlier attempt may have got through, whether it has.
 */
@ApplicationScoped
class ImportHandler implements JobHandler<ImportWork, ImportResult> {
    private final Migrations migrations;
    private final Runs runs;
    private final SourceUsers users;
    private final WorkOsGateway workos;
    private final ExistingAccounts accounts;
    private final ImportRecorder recorder;
    private final Places places;
    private final RunProgress progress;

    ImportHandler(
            Migrations migrations,
            Runs runs,
            SourceUsers users,
            WorkOsGateway workos,
            ExistingAccounts accounts,
            ImportRecorder recorder,
            Places places,
            RunProgress progress) {
        this.migrations = migrations;
        this.runs = runs;
        this.users = users;
        this.workos = workos;
        this.accounts = accounts;
        this.recorder = recorder;
        this.places = places;
        this.progress = progress;
    }

    @Override
    public JobKind kind() {
        return Kinds.IMPORT;
    }

    @Override
    public Map<String, ImportWork> load(UUID lane, Collection<String> subjects) {
        Optional<Run> run = runs.running(lane);
        if (run.isEmpty()) {
            return Map.of();
        }
        Migration migration = migrations.get(lane);
        // A user who is tried again while a run still reads the pool goes by the keys of the run before it.
        Optional<Map<String, String>> keys =
                run.get().attributesMapped() ? Optional.of(run.get().attributeKeys()) : runs.latestAttributeKeys(lane);
        Map<String, List<Memberships.Wanted>> wanted = places.of(lane, migration.options(), subjects);
        Map<String, ImportWork> works = new HashMap<>();
        users.find(lane, subjects)
                .forEach((sub, user) -> works.put(
                        sub,
                        new ImportWork(
                                user, run.get().id(), migration.options(), keys, wanted.getOrDefault(sub, List.of()))));
        return works;
    }

    @Override
    public Verdict<ImportResult> handle(Job job, ImportWork work, Turn turn) throws InterruptedException {
        String known = work.user().workosUserId();
        Reason unwanted = work.user().plannedReason();
        if (known == null && unwanted != null && !job.mayHaveRunBefore()) {
            // Disabled, say, since the job was queued.
            return new Verdict.Done<>(ImportResult.unwanted(work, unwanted));
        }
        Mapping mapping = work.mapping();
        if (known != null) {
            return update(work, mapping, known, turn);
        }
        if (job.mayHaveRunBefore()) {
            // The answer to an earlier create was lost, or its replica: it is looked up rather than sent twice.
            Optional<Verdict<ImportResult>> earlier = accounts.byExternalId(work, mapping, true, turn);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            if (unwanted != null) {
                return new Verdict.Done<>(ImportResult.unwanted(work, unwanted));
            }
        }
        Outcome<WorkOsUser> created = workos.createUser(mapping.user(), turn);
        return switch (created) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) ->
                new Verdict.Done<>(ImportResult.gone(work, ImportResult.What.CREATED, user.id(), mapping.leftOut()));
            case Outcome.Conflict<WorkOsUser> ignored -> accounts.resolve(work, mapping, job.mayHaveRunBefore(), turn);
            case Outcome.Unreadable<WorkOsUser> ignored -> accounts.resolve(work, mapping, true, turn);
            default -> Verdicts.of(created, work);
        };
    }

    /** The user went over before, and has changed in Cognito since. */
    private Verdict<ImportResult> update(ImportWork work, Mapping mapping, String workosUserId, Turn turn)
            throws InterruptedException {
        UserState state = work.user().state();
        if (Treatment.ofKnown(state, work.options()) == Treatment.LINK) {
            return new Verdict.Done<>(ImportResult.gone(work, ImportResult.What.LINKED, workosUserId, List.of()));
        }
        // An account that was there before keeps its address: its owner signs in with it.
        UserChange change = state == UserState.LINKED ? mapping.profile(null) : mapping.everything();
        Outcome<WorkOsUser> updated = workos.updateUser(workosUserId, change, turn);
        return switch (updated) {
            case Outcome.Success<WorkOsUser> ignored ->
                new Verdict.Done<>(ImportResult.gone(work, ImportResult.What.UPDATED, workosUserId, mapping.leftOut()));
            case Outcome.Unreadable<WorkOsUser> ignored ->
                new Verdict.Done<>(ImportResult.gone(work, ImportResult.What.UPDATED, workosUserId, mapping.leftOut()));
            case Outcome.Conflict<WorkOsUser> ignored ->
                new Verdict.Done<>(ImportResult.failed(
                        work, Reason.EMAIL_TAKEN, "another WorkOS user has the new address already"));
            case Outcome.NotFound<WorkOsUser> ignored ->
                new Verdict.Done<>(ImportResult.failed(
                        work, Reason.REJECTED, "the user has been deleted in WorkOS since it went over"));
            default -> Verdicts.of(updated, work);
        };
    }

    @Override
    public void record(List<Result<ImportResult>> results) {
        recorder.record(results.stream().map(Result::value).toList());
    }

    @Override
    public ImportResult exhausted(Job job, ImportWork work, String why) {
        Reason reason = why.equals(Verdicts.UNAVAILABLE) ? Reason.WORKOS_UNAVAILABLE : Reason.INTERNAL_ERROR;
        return ImportResult.failed(work, reason, why);
    }

    @Override
    public void halted(UUID lane, String why) {
        progress.pause(lane, why);
    }
}
