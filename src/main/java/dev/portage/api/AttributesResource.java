package dev.portage.api;

import dev.portage.migration.NotFoundException;
import dev.portage.migration.SourceUsers;
import dev.portage.transfer.UserAttributes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The Cognito attributes of users who have gone over, for the application that used them. */
@Path("/users/{workosUserId}/attributes")
class AttributesResource {
    private final SourceUsers users;

    AttributesResource(SourceUsers users) {
        this.users = users;
    }

    @GET
    @Operation(
            operationId = "showUserAttributes",
            summary = "Every Cognito attribute of a migrated user, those that did not fit into metadata included")
    public UserAttributes show(String workosUserId) {
        return users.findByWorkOsId(workosUserId)
                .map(UserAttributes::of)
                .orElseThrow(() -> new NotFoundException(
                        "user", "No migration has brought a user to this WorkOS id; ids look like user_01H…"));
    }
}
