package dev.portage.dashboard.users;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.portage.migration.Migrations;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of users as a file, all pages of it, with the columns that the API's has. */
@Path("/dashboard/migrations/{id}/users.csv")
@Produces("text/csv;charset=UTF-8")
class IdMap {

    private static final int STREAMED_AT_A_TIME = 1000;
    private static final CsvMapper CSV = new CsvMapper();

    private final Migrations migrations;
    private final SourceUsers users;

    IdMap(Migrations migrations, SourceUsers users) {
        this.migrations = migrations;
        this.users = users;
    }

    /** A user. */
    @RegisterForReflection
    @JsonPropertyOrder({"sub", "username", "email", "state", "reason", "workosUserId", "plannedOutcome"})
    record Line(
            String sub,
            String username,
            @Nullable String email,
            UserState state,
            @Nullable Reason reason,
            @Nullable String workosUserId,
            String plannedOutcome) {

        static Line of(SourceUser user) {
            return new Line(
                    user.sub(),
                    user.cognito().username(),
                    user.cognito().email().orElse(null),
                    user.state(),
                    user.reason(),
                    user.workosUserId(),
                    user.plannedOutcome().text());
        }
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
        StreamingOutput lines = out -> {
            try (SequenceWriter writer =
                    CSV.writer(CSV.schemaFor(Line.class).withHeader()).writeValues(out)) {
                Iterator<SourceUser> all =
                        users.stream(id, filter, STREAMED_AT_A_TIME).iterator();
                while (all.hasNext()) {
                    writer.write(Line.of(all.next()));
                }
            }
        };
        return Response.ok(lines)
                .header("Content-Disposition", "attachment; filename=\"users.csv\"")
                .build();
    }
}
