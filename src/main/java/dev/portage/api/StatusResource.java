package dev.portage.api;

import dev.portage.migration.Migrations;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How a migration stands, for what shows or watches it: dashboards, uptime checks, badges. */
@Path("/migrations/{id}")
class StatusResource {
    private final Migrations migrations;
    private final MigrationViews views;
    private final StatusStreams streams;

    StatusResource(Migrations migrations, MigrationViews views, StatusStreams streams) {
        this.migrations = migrations;
        this.views = views;
        this.streams = streams;
    }

    @GET
    @Path("summary")
    @Operation(summary = "How a migration stands, in one flat object for dashboards and uptime checks")
    public RestResponse<Summary> summary(UUID id, @HeaderParam("If-None-Match") List<String> known) {
        return views.unlessKnown(Summary.of(views.of(migrations.get(id))), known);
    }

    @GET
    @Path("badge")
    @Operation(summary = "How a migration stands, for a badge of shields.io")
    public RestResponse<Badge> badge(UUID id, @HeaderParam("If-None-Match") List<String> known) {
        return views.unlessKnown(Badge.of(Summary.of(views.of(migrations.get(id)))), known);
    }

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    // nginx would keep events back until it has a buffer full of them.
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Blocking
    @Operation(summary = "The migration as GET /migrations/{id} shows it, as server-sent events whenever it changes")
    @APIResponse(
            responseCode = "200",
            description = "Events whose data is the migration, and whose id is its ETag",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(
            UUID id, @HeaderParam("Last-Event-ID") @Nullable String lastSeen, @Context Sse sse) {
        return streams.open(id, lastSeen, sse);
    }

    /** Without the stream, which would be opened for nobody. */
    @HEAD
    @Path("stream")
    @Operation(hidden = true)
    public Response head(UUID id) {
        migrations.get(id);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }
}
