package dev.portage.api;

import dev.portage.api.problem.OptionalBody;
import dev.portage.federation.IdentityProviders;
import dev.portage.migration.Counters;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migrations;
import dev.portage.migration.Reason;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.transfer.GroupChoices;
import dev.portage.transfer.Imports;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** Import runs of a migration. */
@Path("/migrations/{id}")
class RunsResource {
    private final Migrations migrations;
    private final Runs runs;
    private final Imports imports;
    private final Counters counters;
    private final GroupChoices groups;
    private final IdentityProviders providers;

    RunsResource(
            Migrations migrations,
            Runs runs,
            Imports imports,
            Counters counters,
            GroupChoices groups,
            IdentityProviders providers) {
        this.migrations = migrations;
        this.runs = runs;
        this.imports = imports;
        this.counters = counters;
        this.groups = groups;
        this.providers = providers;
    }

    @POST
    @Path("imports")
    @Operation(
            operationId = "startImport",
            summary = "Start an import run (202), or answer the one that is running (200)")
    public RestResponse<RunView> start(UUID id, @OptionalBody @Nullable @Valid AudienceRequest request) {
        Imports.Started started = imports.start(id, AudienceRequest.read(request));
        return RestResponse.status(
                started.isNew() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK,
                view(started.run(), warnings(id)));
    }

    @GET
    @Path("runs")
    @Operation(operationId = "listRuns", summary = "Every run, the newest first")
    @Transactional
    public Page<RunView> list(UUID id, @BeanParam Paging paging) {
        migrations.get(id);
        return Page.of(
                runs.newestFirst(
                        id, paging.cursor().map(cursor -> cursor.instant(0)).orElse(null), paging.fetch()),
                paging,
                run -> Cursor.of(run.startedAt()),
                this::view);
    }

    /** How many users and memberships are tried again. */
    record Retried(int retried) {}

    @POST
    @Path("retry")
    @Operation(operationId = "retryUsers", summary = "Try every failed user again, or those who failed for one reason")
    @ResponseStatus(StatusCode.ACCEPTED)
    public Retried retry(UUID id, @OptionalBody MigrationRequests.@Nullable Retry request) {
        Reason reason = request == null || request.reason() == null ? null : reason(request.reason());
        return new Retried(imports.retry(id, reason));
    }

    static Reason reason(String slug) {
        return Reason.find(slug)
                .orElseThrow(() -> new InvalidRequestException(
                        "reason",
                        "must be one of "
                                + Arrays.stream(Reason.values())
                                        .map(Reason::slug)
                                        .collect(Collectors.joining(", "))));
    }

    private List<String> warnings(UUID migrationId) {
        return Stream.concat(groups.warnings(migrationId).stream(), providers.warnings(migrationId).stream())
                .toList();
    }

    private RunView view(Run run) {
        boolean importing = run.state() == Run.State.RUNNING && run.purpose() == Run.Purpose.IMPORT;
        return view(run, importing ? warnings(run.migrationId()) : List.of());
    }

    private RunView view(Run run, List<String> warnings) {
        return RunView.of(run, counters.byState(run.id(), "run"), warnings);
    }
}
