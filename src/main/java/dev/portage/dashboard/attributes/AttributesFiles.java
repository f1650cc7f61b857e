package dev.portage.dashboard.attributes;

import dev.portage.api.problem.Download;
import dev.portage.migration.Migrations;
import dev.portage.transfer.AttributesExport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;

/** The attributes of everybody who has gone over as files, for the browser that has the dashboard's cookie. */
@Path("/dashboard/migrations/{id}")
class AttributesFiles {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String LINES = "application/x-ndjson";

    private final Migrations migrations;
    private final AttributesExport export;

    AttributesFiles(Migrations migrations, AttributesExport export) {
        this.migrations = migrations;
        this.export = export;
    }

    @GET
    @Path("attributes.csv")
    @Produces(CSV)
    public Response table(UUID id) {
        migrations.get(id);
        return file(out -> export.csv(id, out), CSV, "attributes.csv");
    }

    @GET
    @Path("attributes.ndjson")
    @Produces(LINES)
    public Response lines(UUID id) {
        migrations.get(id);
        return file(out -> export.ndjson(id, out), LINES, "attributes.ndjson");
    }

    private static Response file(StreamingOutput content, String type, String name) {
        return Response.ok(Download.of(content), type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
