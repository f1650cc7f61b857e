package dev.portage.dashboard.migrations;

import dev.portage.api.problem.Validated;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Pages;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Options;
import dev.portage.transfer.Lifecycle;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Name and options of a migration, which can be changed while nothing runs. */
@Path("/dashboard/migrations/{id}/options")
@Produces(Pages.HTML)
class OptionsPage {

    private static final int BAD_REQUEST = 400;

    private final Migrations migrations;
    private final Lifecycle lifecycle;
    private final Validated validated;
    private final Pages pages;

    OptionsPage(Migrations migrations, Lifecycle lifecycle, Validated validated, Pages pages) {
        this.migrations = migrations;
        this.lifecycle = lifecycle;
        this.validated = validated;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/migrations")
    static class Templates {
        private Templates() {}

        /** @param locked why nothing can be changed at the moment; empty where it can */
        static native TemplateInstance options(
                Frame frame, String name, OptionsForm options, List<Mistake> mistakes, String locked);
    }

    record Wanted(
            @NotBlank(message = "must not be empty") @Size(max = Migration.LONGEST_NAME)
            String name,

            @Valid Options options) {}

    @GET
    public String show(UUID id) {
        Migration migration = migrations.get(id);
        return page(migration, migration.name(), migration.options(), List.of());
    }

    @POST
    @Consumes(Pages.FORM)
    public Response change(UUID id, MultivaluedMap<String, String> sent) {
        Form form = Form.of(sent);
        Migration migration = migrations.get(id);
        Options options = OptionsForm.read(form, migration.options());
        try {
            Wanted wanted = validated.require(new Wanted(form.text("name"), options));
            lifecycle.change(id, wanted.name(), wanted.options());
            return pages.done(MigrationTab.OPTIONS.of(id), "Saved. Options take effect with the next run.");
        } catch (InvalidRequestException e) {
            return Response.status(BAD_REQUEST)
                    .entity(page(migration, form.text("name"), options, Mistake.of(e)))
                    .build();
        }
    }

    private String page(Migration migration, String name, Options options, List<Mistake> mistakes) {
        return Templates.options(
                        pages.frame(migration, MigrationTab.OPTIONS),
                        name,
                        OptionsForm.of(options),
                        mistakes,
                        locked(migration))
                .render();
    }

    private String locked(Migration migration) {
        if (migration.erasedAt() != null) {
            return "The data of this migration has been erased.";
        }
        if (migration.state().running()) {
            return "Something is running: name and options can be changed when it is done, or cancelled.";
        }
        return pages.viewer().admin() ? "" : "Only an admin changes name and options.";
    }
}
