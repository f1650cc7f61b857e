package dev.portage.api;

import dev.portage.verification.Undo;
import dev.portage.verification.UndoPreview;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Takes back what a migration has created in WorkOS. */
@Path("/migrations/{id}/undo")
class UndoResource {
    private final Undo undo;

    UndoResource(Undo undo) {
        this.undo = undo;
    }

    /**
     * @param confirm the migration's name
     * @param includeSignedIn whether those are deleted too who have signed in since
     * @param dryRun whether only to say what would be done
     */
    @Schema(name = "UndoRequest")
    record Request(
            @Nullable String confirm,
            @Nullable Boolean includeSignedIn,
            @Nullable Boolean dryRun) {
        Undo.Order toOrder() {
            return new Undo.Order(confirm, Boolean.TRUE.equals(includeSignedIn), Boolean.TRUE.equals(dryRun));
        }
    }

    @POST
    @Operation(
            operationId = "undoMigration",
            summary =
                    "Delete from WorkOS exactly what this migration has created (202); with \"dryRun\":true say what that is (200)")
    public RestResponse<UndoPreview.Preview> undo(UUID id, @NotNull @Valid Request request)
            throws InterruptedException {
        Undo.Answer answer = undo.undo(id, request.toOrder());
        return RestResponse.status(
                answer.begun() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, answer.preview());
    }
}
