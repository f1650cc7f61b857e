package dev.portage.api;

import dev.portage.migration.InvalidRequestException;
import dev.portage.verification.Diagnosis;
import dev.portage.verification.Doctor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is wrong with one user. */
@Path("/diagnosis")
class DiagnosisResource {
    private final Doctor doctor;

    DiagnosisResource(Doctor doctor) {
        this.doctor = doctor;
    }

    @GET
    @Operation(
            operationId = "diagnose",
            summary = "One user in Cognito, here and in WorkOS at once: what is wrong and what mends it")
    public Diagnosis look(@QueryParam("email") @Nullable String email, @QueryParam("sub") @Nullable String sub)
            throws InterruptedException {
        boolean byEmail = email != null && !email.isBlank();
        boolean bySub = sub != null && !sub.isBlank();
        if (byEmail == bySub) {
            throw new InvalidRequestException(
                    byEmail ? "sub" : "email", "or the other of email and sub must be given, and not both");
        }
        return email != null && byEmail ? doctor.byEmail(email) : doctor.bySub(String.valueOf(sub));
    }
}
