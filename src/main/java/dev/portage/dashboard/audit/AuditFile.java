package dev.portage.dashboard.audit;

import dev.portage.audit.AuditExport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** The whole trail as a file, for the browser that has the dashboard's cookie. */
@Path("/dashboard/audit.ndjson")
@Produces(AuditFile.LINES)
class AuditFile {

    static final String LINES = "application/x-ndjson";

    private final AuditExport export;

    AuditFile(AuditExport export) {
        this.export = export;
    }

    @GET
    public Response download() {
        StreamingOutput lines = export::ndjson;
        return Response.ok(lines, LINES)
                .header("Content-Disposition", "attachment; filename=\"audit.ndjson\"")
                .build();
    }
}
