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
import dev.portage.reset.Delivery;
import dev.portage.reset.Order;
import dev.portage.reset.Resets;
import dev.portage.reset.SingleMails;
import dev.portage.transfer.Imports;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One user: all that is known here, what is wrong, and what can be done. */
@Path("/dashboard/migrations/{id}/users/{sub}")
@Produces(Pages.HTML)
class UserPage {

    /** Whoever had more has them in the history. */
    private static final int MAILS = 5;

    private final Migrations migrations;
    private final SourceUsers users;
    private final Memberships memberships;
    private final UserEvents events;
    private final WorkOsSignIns signIns;
    private final Imports imports;
    private final SingleMails mails;
    private final Resets resets;
    private final Doctor doctor;
    private final Pages pages;

    UserPage(
            Migrations migrations,
            SourceUsers users,
            Memberships memberships,
            UserEvents events,
            WorkOsSignIns signIns,
            Imports imports,
            SingleMails mails,
            Resets resets,
            Doctor doctor,
            Pages pages) {
        this.migrations = migrations;
        this.users = users;
        this.memberships = memberships;
        this.events = events;
        this.signIns = signIns;
        this.imports = imports;
        this.mails = mails;
        this.resets = resets;
        this.doctor = doctor;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/users")
    static class Templates {
        private Templates() {}

        static native TemplateInstance user(Frame frame, UserView user, List<MailLine> mails);

        static native TemplateInstance diagnosis(DiagnosisView diagnosis);
    }

    /** Where a user's page is. */
    static String address(UUID migrationId, String sub) {
        return UserLists.one(migrationId, sub);
    }

    @GET
    public String show(UUID id, String sub) {
        Migration migration = migrations.get(id);
        SourceUser user = users.get(id, sub);
        Moment linkedAt = Optional.ofNullable(user.workosUserId())
                .flatMap(signIns::byProviderSince)
                .map(Moment::at)
                .orElse(null);
        return Templates.user(
                        pages.frame(migration, MigrationTab.USERS),
                        UserView.of(id, user, linkedAt, memberships.of(id, sub), events.of(id, sub)),
                        resets.ofUser(id, sub, MAILS).stream().map(MailLine::of).toList())
                .render();
    }

    /** Asks Cognito and WorkOS, so only when somebody wants to know. */
    @GET
    @Path("diagnosis")
    public String diagnosis(UUID id, String sub) throws InterruptedException {
        Migration migration = migrations.get(id);
        return Templates.diagnosis(DiagnosisView.onPage(
                        migration, sub, doctor.bySub(id, sub), pages.viewer().admin()))
                .render();
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
        mails.send(id, sub, Order.forOneUser(sub, form.ticked("force"), delivery));
        return pages.done(address(id, sub), "A password-reset mail is on its way.");
    }

    @POST
    @Path("resets/{reset}/retry")
    public Response retryMail(UUID id, String sub, UUID reset) {
        mails.retry(id, reset);
        return pages.done(address(id, sub), "The mail is sent again when its turn comes.");
    }
}
