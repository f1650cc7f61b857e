package dev.portage.dashboard.users;

import dev.portage.api.problem.Download;
import dev.portage.migration.Migrations;
import dev.portage.migration.SourceUsers;
import dev.portage.transfer.IdMap;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of users as a file, all pages of it, with the columns that the API's has. */
@Path("/dashboard/migrations/{id}/users.csv")
@Produces("text/csv;charset=UTF-8")
class UsersFile {

    private final Migrations migrations;
    private final IdMap idMap;

    UsersFile(Migrations migrations, IdMap idMap) {
        this.migrations = migrations;
        this.idMap = idMap;
    }

    @GET
    public Response download(
            UUID id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("email") @Nullable String email,
            @QueryParam("planned") @Nullable String planned,
            @QueryParam("left") @Nullable String left) {
        migrations.get(id);
        SourceUsers.Filter filter =
                UserFilter.of(state, reason, email, planned, left).toFilter();
        StreamingOutput lines = Download.of(out -> idMap.csv(id, filter, out));
        return Response.ok(lines)
                .header("Content-Disposition", "attachment; filename=\"users.csv\"")
                .build();
    }
}
