package dev.portage.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/audit")
class AuditResource {

    private static final int EXPORTED_AT_A_TIME = 1000;

    private final AuditTrail trail;
    private final ObjectMapper mapper;

    AuditResource(AuditTrail trail, ObjectMapper mapper) {
        this.trail = trail;
        this.mapper = mapper;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listAudit", summary = "Who did what, when and from where; the newest first")
    public Page<AuditTrail.Recorded> list(@BeanParam Paging paging) {
        OptionalLong before =
                paging.cursor().map(cursor -> OptionalLong.of(cursor.number(0))).orElseGet(OptionalLong::empty);
        return Page.of(trail.newest(paging.fetch(), before), paging, row -> Cursor.of(row.id()));
    }

    @GET
    // Of lower quality, so that a caller who takes anything, as curl does, is answered in JSON.
    @Produces("application/x-ndjson;qs=0.5")
    public Response export() {
        StreamingOutput lines = out -> {
            // Flushed by the container: a writer that closes or flushes at each line would send each by itself.
            ObjectWriter writer = mapper.writerFor(AuditTrail.Recorded.class)
                    .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
            List<AuditTrail.Recorded> entries = trail.oldest(EXPORTED_AT_A_TIME, 0);
            while (!entries.isEmpty()) {
                for (AuditTrail.Recorded entry : entries) {
                    writer.writeValue(out, entry);
                    out.write('\n');
                }
                entries = trail.oldest(EXPORTED_AT_A_TIME, entries.getLast().id());
            }
        };
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
