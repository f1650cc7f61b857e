package dev.portage.dashboard.users;

import dev.portage.dashboard.Pages;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.verification.Doctor;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;

/** Looks an address up that no user of the migration has: somebody may have signed up since. */
@Path("/dashboard/migrations/{id}/diagnosis")
@Produces(Pages.HTML)
class LookUp {

    private final Migrations migrations;
    private final Doctor doctor;
    private final Pages pages;

    LookUp(Migrations migrations, Doctor doctor, Pages pages) {
        this.migrations = migrations;
        this.doctor = doctor;
        this.pages = pages;
    }

    @GET
    public String diagnosis(UUID id, @QueryParam("email") @DefaultValue("") String email) throws InterruptedException {
        if (email.isBlank()) {
            throw new InvalidRequestException("email", "must not be empty");
        }
        Migration migration = migrations.get(id);
        return UserPage.Templates.diagnosis(DiagnosisView.elsewhere(
                        migration, doctor.byEmail(id, email), pages.viewer().admin()))
                .render();
    }
}
