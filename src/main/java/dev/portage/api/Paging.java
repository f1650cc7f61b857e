package dev.portage.api;

import dev.portage.migration.InvalidRequestException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What every list takes, as a {@code @BeanParam}.
 *
 * @param limit items to a page
 * @param after the {@code next} of the page before; the first page if null
 */
@RegisterForReflection
public record Paging(
        @Parameter(description = "Items to a page", schema = @Schema(minimum = "1", maximum = "500"))
        @QueryParam("limit")
        @DefaultValue("50")
        int limit,

        @Parameter(description = "Where to go on: the 'next' of the page before") @QueryParam("after") @Nullable
        String after) {

    private static final int HIGHEST_LIMIT = 500;

    /**
     * As the request has it.
     *
     * @throws InvalidRequestException if the limit is out of bounds
     */
    public Paging {
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new InvalidRequestException("limit", "must be a whole number from 1 to " + HIGHEST_LIMIT);
        }
    }

    /**
     * Where to go on; empty on the first page.
     *
     * @throws InvalidRequestException if it is no cursor of ours
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(after).map(Cursor::decode);
    }

    /** How many rows to ask the database for: one more than shown tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }
}
