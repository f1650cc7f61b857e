package dev.portage.dashboard.migrations;

import dev.portage.dashboard.AudienceFields;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Words;
import dev.portage.migration.Audience;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migrations;
import dev.portage.migration.Reason;
import dev.portage.transfer.Eraser;
import dev.portage.transfer.Imports;
import dev.portage.transfer.Lifecycle;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** What the buttons of a migration's page do. Each leads back to the page, which says what was done. */
@Path("/dashboard/migrations/{id}")
@Produces(Pages.HTML)
class MigrationActions {

    private final Migrations migrations;
    private final Lifecycle lifecycle;
    private final Eraser eraser;
    private final Imports imports;
    private final Pages pages;

    MigrationActions(Migrations migrations, Lifecycle lifecycle, Eraser eraser, Imports imports, Pages pages) {
        this.migrations = migrations;
        this.lifecycle = lifecycle;
        this.eraser = eraser;
        this.imports = imports;
        this.pages = pages;
    }

    @POST
    @Path("import")
    @Consumes(Pages.FORM)
    public Response start(UUID id, MultivaluedMap<String, String> sent) {
        Imports.Started started = imports.start(id, audience(Form.of(sent)));
        return done(id, started.isNew() ? "The import has started." : "An import was under way already.");
    }

    @POST
    @Path("pause")
    public Response pause(UUID id) {
        lifecycle.pause(id);
        return done(id, "Paused. What was in flight is finished.");
    }

    @POST
    @Path("resume")
    public Response resume(UUID id) {
        lifecycle.resume(id);
        return done(id, "Resumed.");
    }

    @POST
    @Path("cancel")
    public Response cancel(UUID id) {
        lifecycle.cancel(id);
        return done(id, "Cancelled. What was moved stays moved.");
    }

    @POST
    @Path("retry")
    @Consumes(Pages.FORM)
    public Response retry(UUID id, MultivaluedMap<String, String> sent) {
        Reason reason =
                Form.of(sent).given("reason").map(MigrationActions::reason).orElse(null);
        int retried = imports.retry(id, reason);
        return done(
                id,
                retried == 0
                        ? "Nothing had failed: nothing is tried again."
                        : Words.number(retried) + " failed before and " + (retried == 1 ? "is" : "are")
                                + " tried again.");
    }

    @POST
    @Path("erase")
    @Consumes(Pages.FORM)
    public Response erase(UUID id, MultivaluedMap<String, String> sent) throws InterruptedException {
        pages.requireName(Form.of(sent), migrations.get(id));
        eraser.erase(id);
        return done(id, "The data of this migration's users is erased.");
    }

    private Response done(UUID id, String sentence) {
        return pages.done(MigrationTab.OVERVIEW.of(id), sentence);
    }

    private static Reason reason(String slug) {
        return Reason.find(slug).orElseThrow(() -> new InvalidRequestException("reason", "must be one of the page's"));
    }

    private static Audience audience(Form form) {
        return switch (form.text("audience")) {
            case "CANARY" -> new Audience.Canary(AudienceFields.canary(form));
            case "EMAILS" -> new Audience.Emails(AudienceFields.emails(form));
            case "ALL" -> new Audience.All();
            default -> throw new InvalidRequestException("audience", "must be one of ALL, CANARY, EMAILS");
        };
    }
}
