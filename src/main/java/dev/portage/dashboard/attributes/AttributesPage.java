package dev.portage.dashboard.attributes;

import dev.portage.api.problem.Validated;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Pages;
import dev.portage.migration.AttributeMapping;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Options;
import dev.portage.migration.Runs;
import dev.portage.transfer.Imports;
import dev.portage.transfer.Lifecycle;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Which attributes go into metadata, and the buttons and links that have to do with them. */
@Path("/dashboard/migrations/{id}/attributes")
@Produces(Pages.HTML)
class AttributesPage {

    private static final String AUTOMATIC = "automatic";
    private static final int BAD_REQUEST = 400;

    private final Migrations migrations;
    private final Runs runs;
    private final Lifecycle lifecycle;
    private final Imports imports;
    private final Validated validated;
    private final Pages pages;

    AttributesPage(
            Migrations migrations, Runs runs, Lifecycle lifecycle, Imports imports, Validated validated, Pages pages) {
        this.migrations = migrations;
        this.runs = runs;
        this.lifecycle = lifecycle;
        this.imports = imports;
        this.validated = validated;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/attributes")
    static class Templates {
        private Templates() {}

        /**
         * @param keys from attribute to metadata key, as the latest run has it
         * @param how {@code automatic} or {@code explicit}
         * @param mapping the explicit one, as it is typed
         * @param locked why nothing can be changed at the moment; empty where it can
         */
        static native TemplateInstance attributes(
                Frame frame,
                Map<String, String> keys,
                String how,
                String mapping,
                List<Mistake> mistakes,
                String locked);
    }

    record Wanted(@Valid Options options) {}

    @GET
    public String show(UUID id) {
        Migration migration = migrations.get(id);
        Map<String, String> explicit = migration.options().attributes().explicit();
        return explicit == null
                ? page(migration, AUTOMATIC, MappingText.of(keys(id)), List.of())
                : page(migration, "explicit", MappingText.of(explicit), List.of());
    }

    @POST
    @Consumes(Pages.FORM)
    public Response change(UUID id, MultivaluedMap<String, String> sent) {
        Form form = Form.of(sent);
        Migration migration = migrations.get(id);
        try {
            AttributeMapping mapping = form.text("how").equals(AUTOMATIC)
                    ? AttributeMapping.AUTOMATIC
                    : MappingText.read(form.text("mapping"));
            Wanted wanted = validated.require(new Wanted(migration.options().withAttributes(mapping)));
            lifecycle.change(id, null, wanted.options());
            return pages.done(MigrationTab.ATTRIBUTES.of(id), "Saved. The mapping takes effect with the next import.");
        } catch (InvalidRequestException e) {
            List<Mistake> mistakes = e.errors().stream()
                    .map(error -> new Mistake("mapping", "The mapping", error.message()))
                    .toList();
            return Response.status(BAD_REQUEST)
                    .entity(page(migration, form.text("how"), form.text("mapping"), mistakes))
                    .build();
        }
    }

    @POST
    @Path("refresh")
    public Response refresh(UUID id) {
        imports.refreshAttributes(id);
        return pages.done(
                MigrationTab.OVERVIEW.of(id),
                "The attributes are read from the source again, and WorkOS's metadata is brought up to date.");
    }

    private String page(Migration migration, String how, String mapping, List<Mistake> mistakes) {
        return Templates.attributes(
                        pages.frame(migration, MigrationTab.ATTRIBUTES),
                        keys(migration.id()),
                        how,
                        mapping,
                        mistakes,
                        locked(migration))
                .render();
    }

    private Map<String, String> keys(UUID id) {
        return new TreeMap<>(runs.latestAttributeKeys(id).orElse(Map.of()));
    }

    private String locked(Migration migration) {
        if (migration.erasedAt() != null) {
            return "The data of this migration has been erased.";
        }
        if (migration.state().running()) {
            return "Something is running: the mapping can be changed when it is done, or cancelled.";
        }
        return pages.viewer().admin() ? "" : "Only an admin changes the mapping.";
    }
}
