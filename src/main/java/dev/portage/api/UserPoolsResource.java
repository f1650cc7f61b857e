package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.api.problem.ProblemException;
import dev.portage.cognito.PoolDescriptions.ListedPool;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.migration.InvalidRequestException;
import dev.portage.survey.PoolCatalog;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The user pools that there are to choose from. */
@Path("/user-pools")
class UserPoolsResource {
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final PoolCatalog catalog;

    UserPoolsResource(PoolCatalog catalog) {
        this.catalog = catalog;
    }

    /** A pool, named as {@code POST /migrations} wants it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            String userPoolId,
            String region,
            String name,
            @Nullable Instant createdAt,
            @Nullable Instant modifiedAt) {}

    @GET
    @Operation(summary = "The user pools that the credentials can see in a region, up to 60 to a page")
    public Page<View> list(@QueryParam("region") @Nullable String region, @BeanParam Paging paging)
            throws InterruptedException {
        PoolCatalog.Answer answer = catalog.list(
                Optional.ofNullable(region), paging.limit(), paging.cursor().map(cursor -> cursor.text(0)));
        PoolListing<ListedPool> page = read(answer.reading());
        return new Page<>(
                page.items().stream()
                        .map(pool ->
                                new View(pool.id(), answer.region(), pool.name(), pool.createdAt(), pool.modifiedAt()))
                        .toList(),
                page.nextToken().map(token -> Cursor.of(token).encoded()).orElse(null));
    }

    private static <T> T read(Reading<T> reading) {
        return switch (reading) {
            case Reading.Read<T>(T value) -> value;
            case Reading.Refused<T>(String remedy) ->
                throw new ProblemException(BAD_GATEWAY, "cognito-refused", remedy + ".");
            case Reading.PoolNotFound<T>(String remedy) ->
                throw new ProblemException(BAD_GATEWAY, "cognito-refused", remedy + ".");
            case Reading.TokenExpired<T> ignored ->
                throw new InvalidRequestException("after", "is too old: begin with the first page again");
            case Reading.Throttled<T> ignored ->
                throw new ProblemException(
                                UNAVAILABLE,
                                "cognito-throttled",
                                "Cognito has had too many calls: try again in a few seconds.")
                        .retryAfter(Duration.ofSeconds(5));
            case Reading.Unavailable<T>(String problem) ->
                throw new ProblemException(UNAVAILABLE, "cognito-unavailable", problem + ". Try again in a while.")
                        .retryAfter(Duration.ofSeconds(30));
        };
    }
}
