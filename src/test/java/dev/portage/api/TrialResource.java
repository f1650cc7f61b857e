package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.api.problem.OptionalBody;
import dev.portage.api.problem.ProblemException;
import dev.portage.migration.ConflictException;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.NotFoundException;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A resource with one of everything that can go wrong. */
@Path("/test-only")
class TrialResource {

    enum Audience {
        ALL,
        CANARY
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Source.Pool.class, name = "user-pool"),
        @JsonSubTypes.Type(value = Source.Dump.class, name = "dump")
    })
    sealed interface Source {
        record Pool(@NotBlank String userPoolId) implements Source {}

        record Dump() implements Source {}
    }

    record Group(
            @NotNull String group, @Nullable @Size(max = 5) String roleSlug) {}

    record Options(
            @Nullable Audience audience,
            @Nullable @Size(max = 5) String roleSlug,
            @Nullable List<@Valid Group> groups,
            @Nullable Integer count) {}

    record Create(
            @NotBlank String name,
            @Nullable @Valid Source source,
            @Nullable @Valid Options options,
            @Nullable UUID id,
            @Nullable Instant at,
            boolean start) {
        Create {
            if ("forbidden".equals(name)) {
                throw new InvalidRequestException("name", "must be another");
            }
        }
    }

    record Item(int number) {}

    @POST
    @Path("/things")
    public Create create(@Valid Create create) {
        return create;
    }

    @POST
    @Path("/optional")
    public Response optional(@OptionalBody @Nullable @Valid Options options) {
        return Response.accepted(new Item(options == null ? 0 : 1)).build();
    }

    @POST
    @Path("/non-blocking")
    @NonBlocking
    public Item nonBlocking(@Valid Create create) {
        return new Item(1);
    }

    @POST
    @Path("/tree")
    public JsonNode tree(JsonNode tree) {
        return tree;
    }

    @PUT
    @Path("/upload")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
    public Item upload(InputStream body) throws IOException {
        return new Item((int) body.transferTo(java.io.OutputStream.nullOutputStream()));
    }

    @GET
    @Path("/things")
    public Page<Item> list(@BeanParam Paging paging, @QueryParam("state") @Nullable Audience state) {
        int from = paging.cursor().map(cursor -> (int) cursor.number(0)).orElse(0);
        List<Item> rows = java.util.stream.IntStream.rangeClosed(from + 1, 7)
                .limit(paging.fetch())
                .mapToObj(Item::new)
                .toList();
        return Page.of(rows, paging, item -> Cursor.of(item.number()));
    }

    @GET
    @Path("/things/{id}")
    public Item one(@PathParam("id") UUID id, @QueryParam("reveal") @Nullable Boolean reveal) {
        return new Item(1);
    }

    @PATCH
    @Path("/things/{id}")
    public Item change(@PathParam("id") UUID id, Options options) {
        return new Item(1);
    }

    @GET
    @Path("/text")
    @Produces("text/csv")
    public String text() {
        return "a,b\n";
    }

    @GET
    @Path("/count")
    public Item count(@QueryParam("at-least") @Min(3) int minimum) {
        return new Item(minimum);
    }

    @GET
    @Path("/since")
    public Item since(@QueryParam("since") @Nullable Instant since, @QueryParam("again") @Nullable Boolean again) {
        return new Item(1);
    }

    @POST
    @Path("/fail/{how}")
    public Response fail(@PathParam("how") String how) throws Throwable {
        throw switch (how) {
            case "conflict" -> new ConflictException("not-paused", "It is not paused: pause it first.");
            case "not-found" -> new NotFoundException("migration", "No migration has this id: see GET /migrations.");
            case "invalid" -> new InvalidRequestException("options.roleSlug", "names no role in WorkOS");
            case "credentials" -> new ProblemException(401, "invalid-credentials", "The e-mail or password is wrong.");
            case "throttled" ->
                new ProblemException(429, "too-many-requests", "Wait a little.").retryAfter(Duration.ofMillis(1500));
            case "database" ->
                new IllegalStateException(new SQLException("Connection to secret-host:5432 refused", "08001"));
            case "acquisition" -> new RuntimeException(new SQLException("Sorry, acquisition timeout!"));
            case "sql" -> new RuntimeException(new SQLException("ERROR: relation \"x\" does not exist", "42P01"));
            case "stalled" -> new IOException("Read timed out");
            case "io" -> new IOException("disk on fire");
            case "error" -> new LinkageError("sun.misc.Secret");
            case "server" -> new jakarta.ws.rs.InternalServerErrorException("secret");
            case "gone" -> new jakarta.ws.rs.ClientErrorException(Response.Status.GONE);
            case "forbidden" -> new io.quarkus.security.ForbiddenException("secret");
            case "jax-forbidden" -> new jakarta.ws.rs.ForbiddenException("secret");
            case "unauthorized" -> new io.quarkus.security.UnauthorizedException("secret");
            default -> new NullPointerException("Cannot invoke \"dev.portage.Secret.hide()\"");
        };
    }

    @GET
    @Path("/bare/{status}")
    public Response bare(@PathParam("status") int status) {
        return Response.status(status).build();
    }

    @GET
    @Path("/unwritable")
    public Object unwritable() {
        return new Unwritable();
    }

    static final class Unwritable {
        public String getValue() {
            throw new IllegalStateException("secret");
        }
    }
}
