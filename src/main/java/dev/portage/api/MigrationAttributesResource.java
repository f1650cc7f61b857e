package dev.portage.api;

import dev.portage.api.problem.Download;
import dev.portage.migration.Counters;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.transfer.AttributesExport;
import dev.portage.transfer.Imports;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/** The Cognito attributes of all who have gone over, for the company's own database; and a remedy where they are lost. */
@Path("/migrations/{id}/attributes")
class MigrationAttributesResource {
    private final Migrations migrations;
    private final AttributesExport export;
    private final Imports imports;
    private final Counters counters;

    MigrationAttributesResource(Migrations migrations, AttributesExport export, Imports imports, Counters counters) {
        this.migrations = migrations;
        this.export = export;
        this.imports = imports;
        this.counters = counters;
    }

    @GET
    @Produces("application/x-ndjson")
    @Operation(
            operationId = "exportAttributes",
            summary = "Every attribute of everybody who has gone over, one JSON object to a line, streamed")
    public Response lines(UUID id) {
        migrations.get(id);
        StreamingOutput lines = Download.of(out -> export.ndjson(id, out));
        return Response.ok(lines, "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"attributes.ndjson\"")
                .build();
    }

    @GET
    @Produces("text/csv;qs=0.5")
    public Response table(UUID id) {
        migrations.get(id);
        StreamingOutput lines = Download.of(out -> export.csv(id, out));
        return Response.ok(lines, "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"attributes.csv\"")
                .build();
    }

    @POST
    @Path("refresh")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "refreshAttributes",
            summary = "Read the attributes from Cognito again, and bring WorkOS's metadata up to date")
    @ResponseStatus(StatusCode.ACCEPTED)
    public RunView refresh(UUID id) {
        Run run = imports.refreshAttributes(id);
        return RunView.of(run, counters.byState(run.id(), "run"), List.of());
    }
}
