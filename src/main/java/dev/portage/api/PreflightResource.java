package dev.portage.api;

import dev.portage.migration.InvalidRequestException;
import dev.portage.survey.Preflight;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Whether this service can do its work. */
@Path("/preflight")
class PreflightResource {
    private final Preflight preflight;

    PreflightResource(Preflight preflight) {
        this.preflight = preflight;
    }

    @GET
    @Operation(
            operationId = "runPreflight",
            summary =
                    "Try WorkOS key, client id, organizations, roles, each call to Cognito, database and clock; takes some seconds")
    public Preflight.Result run(
            @QueryParam("userPoolId") @Nullable String userPoolId, @QueryParam("region") @Nullable String region)
            throws InterruptedException {
        return preflight.run(pool(userPoolId, region));
    }

    private static Optional<Preflight.Pool> pool(@Nullable String userPoolId, @Nullable String region) {
        if (userPoolId == null && region == null) {
            return Optional.empty();
        }
        if (userPoolId == null) {
            throw new InvalidRequestException("userPoolId", "goes with region: name both, or neither");
        }
        if (region == null) {
            throw new InvalidRequestException("region", "goes with userPoolId: name both, or neither");
        }
        return Optional.of(new Preflight.Pool(region, userPoolId));
    }
}
