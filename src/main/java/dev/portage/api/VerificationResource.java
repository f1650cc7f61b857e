package dev.portage.api;

import dev.portage.api.problem.OptionalBody;
import dev.portage.migration.Password;
import dev.portage.verification.VerificationReport;
import dev.portage.verification.VerificationService;
import dev.portage.verification.VerificationView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The checklist after the move. */
@Path("/migrations/{id}/verification")
class VerificationResource {

    private final VerificationService verifications;
    private final VerificationReport report;

    VerificationResource(VerificationService verifications, VerificationReport report) {
        this.verifications = verifications;
        this.report = report;
    }

    /**
     * @param testEmail to whom one password reset is mailed; left out, nobody is
     * @param testUser who is signed in once; left out, nobody is
     */
    @Schema(name = "VerificationRequest")
    record Request(
            @Nullable
            @Size(max = VerificationService.LONGEST_EMAIL)
            @Pattern(regexp = VerificationService.EMAIL, message = VerificationService.EMAIL_HINT)
            String testEmail,

            @Nullable @Valid TestUser testUser) {
        VerificationService.Order toOrder() {
            return new VerificationService.Order(testEmail, testUser == null ? null : testUser.toTestUser());
        }
    }

    record TestUser(
            @NotNull
            @Size(max = VerificationService.LONGEST_EMAIL)
            @Pattern(regexp = VerificationService.EMAIL, message = VerificationService.EMAIL_HINT)
            String email,

            @NotNull Password password) {
        VerificationService.TestUser toTestUser() {
            return new VerificationService.TestUser(email, password);
        }
    }

    /** @param by who has seen it: a token tells the role only */
    record Attestation(
            @NotNull Boolean passed,

            @NotBlank @Size(max = VerificationService.LONGEST_EVIDENCE)
            String evidence,

            @Nullable @Size(max = VerificationService.LONGEST_NAME)
            String by) {}

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startVerification",
            summary = "Look at everything after the move (202), or answer what is under way (200)")
    public RestResponse<VerificationView> start(UUID id, @OptionalBody @Nullable @Valid Request request)
            throws InterruptedException {
        boolean started = verifications.start(
                id, request == null ? new VerificationService.Order(null, null) : request.toOrder());
        return RestResponse.status(
                started ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, verifications.show(id));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "showVerification", summary = "The checklist, each item with its evidence")
    public VerificationView show(UUID id) {
        return verifications.show(id);
    }

    @GET
    // Of lower quality, so that a caller who takes anything, as curl does, is answered in JSON.
    @Produces("text/html;charset=utf-8;qs=0.5")
    public String page(UUID id) {
        return report.of(id);
    }

    @PUT
    @Path("{item}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "attestVerificationItem", summary = "Attest an item that only a person can see")
    public VerificationView.Line attest(
            UUID id, String item, @NotNull @Valid Attestation attestation, @Context SecurityContext caller) {
        return verifications.attest(
                id,
                item,
                new VerificationService.Attestation(
                        attestation.passed(),
                        attestation.evidence(),
                        attestation.by(),
                        caller.getUserPrincipal().getName()));
    }
}
