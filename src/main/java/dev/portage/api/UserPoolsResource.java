package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.cognito.PoolDescriptions.ListedPool;
import dev.portage.cognito.PoolListing;
import dev.portage.survey.PoolCatalog;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The user pools that there are to choose from. */
@Path("/user-pools")
class UserPoolsResource {
    private final PoolCatalog catalog;

    UserPoolsResource(PoolCatalog catalog) {
        this.catalog = catalog;
    }

    /** A pool, named as {@code POST /migrations} wants it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "UserPool")
    record View(
            String userPoolId,
            String region,
            String name,
            @Nullable Instant createdAt,
            @Nullable Instant modifiedAt) {}

    @GET
    @Operation(
            operationId = "listUserPools",
            summary = "The user pools that the credentials can see in a region, up to 60 to a page")
    public Page<View> list(@QueryParam("region") @Nullable String region, @BeanParam Paging paging)
            throws InterruptedException {
        PoolCatalog.Answer answer = catalog.list(
                Optional.ofNullable(region), paging.limit(), paging.cursor().map(cursor -> cursor.text(0)));
        PoolListing<ListedPool> page = answer.reading().orThrow();
        return new Page<>(
                page.items().stream()
                        .map(pool ->
                                new View(pool.id(), answer.region(), pool.name(), pool.createdAt(), pool.modifiedAt()))
                        .toList(),
                page.nextToken().map(token -> Cursor.of(token).encoded()).orElse(null));
    }
}
