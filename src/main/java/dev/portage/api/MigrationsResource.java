package dev.portage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.transfer.Eraser;
import dev.portage.transfer.Imports;
import dev.portage.transfer.Lifecycle;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Migrations as a whole. */
@Path("/migrations")
class MigrationsResource {
    private final Migrations migrations;
    private final Lifecycle lifecycle;
    private final Eraser eraser;
    private final Imports imports;
    private final MigrationViews views;
    private final MigrationPatch patch;

    MigrationsResource(
            Migrations migrations,
            Lifecycle lifecycle,
            Eraser eraser,
            Imports imports,
            MigrationViews views,
            MigrationPatch patch) {
        this.migrations = migrations;
        this.lifecycle = lifecycle;
        this.eraser = eraser;
        this.imports = imports;
        this.views = views;
        this.patch = patch;
    }

    @POST
    @Operation(
            operationId = "createMigration",
            summary = "Create a migration; with \"start\":true its import starts at once")
    public RestResponse<MigrationView> create(@Valid MigrationRequests.Create request) {
        Migration migration =
                lifecycle.create(request.name().strip(), request.source().toSource(), request.optionsOrDefaults());
        if (request.starts()) {
            imports.start(migration.id(), AudienceRequest.read(null));
        }
        return ResponseBuilder.<MigrationView>created(UriBuilder.fromResource(MigrationsResource.class)
                        .path("{id}")
                        .build(migration.id()))
                .entity(views.of(migrations.get(migration.id())))
                .build();
    }

    @GET
    @Operation(operationId = "listMigrations", summary = "All migrations, the newest first")
    @Transactional
    public Page<MigrationView> list(@BeanParam Paging paging) {
        return Page.of(
                migrations.newestFirst(
                        paging.cursor().map(cursor -> cursor.instant(0)).orElse(null), paging.fetch()),
                paging,
                migration -> Cursor.of(migration.createdAt()),
                views::of);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "showMigration",
            summary = "State and progress of a migration; cheap enough to poll every second")
    public RestResponse<MigrationView> show(UUID id, @HeaderParam("If-None-Match") List<String> known) {
        return views.unlessKnown(views.of(migrations.get(id)), known);
    }

    @PATCH
    @Path("{id}")
    @Operation(
            operationId = "changeMigration",
            summary = "Change name or options while nothing runs; options that are not named stay")
    @Transactional
    public MigrationView change(
            UUID id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = MigrationPatch.Change.class)))
                    JsonNode changes,
            @HeaderParam("If-Match") List<String> expected)
            throws JsonProcessingException {
        // Locked first, so that what is compared and what is changed is the same.
        Migration migration = migrations.lock(id);
        views.require(expected, migration);
        MigrationPatch.Change change = patch.read(migration.options(), changes);
        return views.of(lifecycle.change(id, change.name(), change.options()));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "eraseMigration",
            summary = "Erase the migration's personal data here, keeping counts and the audit trail")
    public void erase(UUID id) throws InterruptedException {
        eraser.erase(id);
    }

    @POST
    @Path("{id}/pause")
    @Operation(operationId = "pauseMigration", summary = "Stop sending; what is in flight is finished")
    public MigrationView pause(UUID id) {
        return views.of(lifecycle.pause(id));
    }

    @POST
    @Path("{id}/resume")
    @Operation(operationId = "resumeMigration", summary = "Go on where the migration was paused")
    public MigrationView resume(UUID id) {
        return views.of(lifecycle.resume(id));
    }

    @POST
    @Path("{id}/cancel")
    @Operation(operationId = "cancelMigration", summary = "Give the migration up; what was moved stays moved")
    public MigrationView cancel(UUID id) {
        return views.of(lifecycle.cancel(id));
    }
}
