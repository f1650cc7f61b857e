package dev.portage.api;

import dev.portage.api.problem.Download;
import dev.portage.audit.AuditExport;
import dev.portage.audit.AuditTrail;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/audit")
class AuditResource {

    private final AuditTrail trail;
    private final AuditExport export;

    AuditResource(AuditTrail trail, AuditExport export) {
        this.trail = trail;
        this.export = export;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listAudit", summary = "Who did what, when and from where; the newest first")
    public Page<AuditTrail.Recorded> list(
            @QueryParam("actor") @DefaultValue("") String actor,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("refused") @DefaultValue("false") boolean refused,
            @BeanParam Paging paging) {
        OptionalLong before =
                paging.cursor().map(cursor -> OptionalLong.of(cursor.number(0))).orElseGet(OptionalLong::empty);
        AuditTrail.Filter filter = new AuditTrail.Filter(actor, path, refused);
        return Page.of(trail.newest(filter, paging.fetch(), before), paging, row -> Cursor.of(row.id()));
    }

    @GET
    // Of lower quality, so that a caller who takes anything, as curl does, is answered in JSON.
    @Produces("application/x-ndjson;qs=0.5")
    public Response export(
            @QueryParam("actor") @DefaultValue("") String actor,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("refused") @DefaultValue("false") boolean refused) {
        AuditTrail.Filter filter = new AuditTrail.Filter(actor, path, refused);
        StreamingOutput lines = Download.of(out -> export.ndjson(filter, out));
        return Response.ok(lines, "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"audit.ndjson\"")
                .build();
    }

    @GET
    @Path("chain")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "checkAuditChain",
            summary = "Whether an entry was changed or taken away since it was written")
    public AuditTrail.Chain check() {
        return trail.check();
    }
}
