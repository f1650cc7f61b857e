package dev.portage.dashboard.audit;

import dev.portage.api.problem.Download;
import dev.portage.audit.AuditExport;
import dev.portage.audit.AuditTrail;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** The trail as a file, all of it or what the page shows, for the browser that has the dashboard's cookie. */
@Path("/dashboard/audit.ndjson")
@Produces(AuditFile.LINES)
class AuditFile {

    static final String LINES = "application/x-ndjson";

    private final AuditExport export;

    AuditFile(AuditExport export) {
        this.export = export;
    }

    @GET
    public Response download(
            @QueryParam("actor") @DefaultValue("") String actor,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("refused") @DefaultValue("false") boolean refused) {
        AuditTrail.Filter filter = new AuditTrail.Filter(actor, path, refused);
        StreamingOutput lines = Download.of(out -> export.ndjson(filter, out));
        return Response.ok(lines, LINES)
                .header("Content-Disposition", "attachment; filename=\"audit.ndjson\"")
                .build();
    }
}
