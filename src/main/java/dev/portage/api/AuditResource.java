package dev.portage.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/audit")
class AuditResource {

    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    @GET
    @Operation(summary = "Who did what, when and from where; the newest first")
    public Page<AuditTrail.Recorded> list(@BeanParam Paging paging) {
        OptionalLong before =
                paging.cursor().map(cursor -> OptionalLong.of(cursor.number(0))).orElseGet(OptionalLong::empty);
        return Page.of(trail.newest(paging.fetch(), before), paging, row -> Cursor.of(row.id()));
    }
}
