package dev.portage.dashboard.users;

import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Memberships;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserEvents;
import dev.portage.migration.WorkOsSignIns;
import dev.portage.reset.CampaignService;
import dev.portage.reset.Delivery;
import dev.portage.reset.Order;
import dev.portage.transfer.Imports;
import dev.portage.verification.Diagnosis;
import dev.portage.verification.Doctor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/** One user: all that is known here, what is wrong, and what can be done. */
@Path("/dashboard/migrations/{id}/users/{sub}")
@Produces(Pages.HTML)
class UserPage {

    private final Migrations migrations;
    private final SourceUsers users;
    private final Memberships memberships;
    private final UserEvents events;
    private final WorkOsSignIns signIns;
    private final Imports imports;
    private final CampaignService campaigns;
    private final Doctor doctor;
    private final Pages pages;

    UserPage(
            Migrations migrations,
            SourceUsers users,
            Memberships memberships,
            UserEvents events,
            WorkOsSignIns signIns,
            Imports imports,
            CampaignService campaigns,
            Doctor doctor,
            Pages pages) {
        this.migrations = migrations;
        this.users = users;
        this.memberships = memberships;
        this.events = events;
        this.signIns = signIns;
        this.imports = imports;
        this.campaigns = campaigns;
        this.doctor = doctor;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/users")
    static class Templates {
        private Templates() {}

        static native TemplateInstance user(Frame frame, UserView user);

        static native TemplateInstance diagnosis(Diagnosis diagnosis);
    }

    /** Where a user's page is. */
    static String address(UUID migrationId, String sub) {
        return UserLists.one(migrationId, sub);
    }

    @GET
    public String show(UUID id, String sub) {
        Migration migration = migrations.get(id);
        SourceUser user = users.find(id, sub).orElseThrow(() -> Imports.unknownUser(sub));
        Moment linkedAt = Optional.ofNullable(user.workosUserId())
                .flatMap(signIns::byProviderSince)
                .map(Moment::at)
                .orElse(null);
        return Templates.user(
                        pages.frame(migration, MigrationTab.USERS),
                        UserView.of(id, user, linkedAt, memberships.of(id, sub), events.of(id, sub)))
                .render();
    }

    /** Asks Cognito and WorkOS, so only when somebody wants to know. */
    @GET
    @Path("diagnosis")
    public String diagnosis(UUID id, String sub) throws InterruptedException {
        migrations.get(id);
        return Templates.diagnosis(doctor.bySub(sub)).render();
    }

    @POST
    @Path("retry")
    public Response retry(UUID id, String sub) {
        imports.sendAgain(id, sub);
        return pages.done(address(id, sub), "The user is sent again now.");
    }

    @POST
    @Path("password-reset")
    @Consumes(Pages.FORM)
    public Response mail(UUID id, String sub, MultivaluedMap<String, String> sent) {
        Form form = Form.of(sent);
        Delivery delivery = form.one(Delivery.class, "delivery").orElse(Delivery.WORKOS);
        campaigns.mailOneUser(id, sub, Order.forOneUser(sub, form.ticked("force"), delivery));
        return pages.done(address(id, sub), "A password-reset mail is on its way.");
    }
}
