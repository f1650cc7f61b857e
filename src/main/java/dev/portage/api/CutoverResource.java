package dev.portage.api;

import dev.portage.verification.Cutover;
import dev.portage.verification.CutoverReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether Cognito can be switched off. */
@Path("/migrations/{id}/cutover")
class CutoverResource {
    private final CutoverReader cutover;

    CutoverResource(CutoverReader cutover) {
        this.cutover = cutover;
    }

    @GET
    @Operation(
            operationId = "showCutover",
            summary = "What is left before Cognito can be switched off, and the plan for the application")
    public Cutover show(UUID id) throws InterruptedException {
        return cutover.of(id);
    }
}
