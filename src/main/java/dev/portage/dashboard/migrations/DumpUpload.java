package dev.portage.dashboard.migrations;

import dev.portage.api.problem.ProblemException;
import dev.portage.api.problem.UploadGate;
import dev.portage.cognito.DamagedDump;
import dev.portage.cognito.DumpSummary;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Words;
import dev.portage.discovery.DumpUploads;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Takes a dump that the page's script sends as it is on disk, however large. */
@Path("/dashboard/migrations/{id}/dump")
@Produces(Pages.HTML)
class DumpUpload {

    private static final int BAD_REQUEST = 400;
    private static final int NO_CONTENT = 204;

    private final DumpUploads uploads;
    private final UploadGate gate;
    private final Pages pages;

    DumpUpload(DumpUploads uploads, UploadGate gate, Pages pages) {
        this.uploads = uploads;
        this.gate = gate;
        this.pages = pages;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response take(UUID id, InputStream dump) throws IOException {
        try (UploadGate.Place _ = gate.enter()) {
            DumpSummary summary = uploads.take(id, dump);
            pages.leave(words(summary));
            return Response.status(NO_CONTENT)
                    .header("HX-Redirect", MigrationTab.OVERVIEW.of(id))
                    .build();
        } catch (DamagedDump e) {
            throw new ProblemException(
                    BAD_REQUEST,
                    "damaged-dump",
                    e.getMessage()
                            + " The users handed over are kept; mend the file and send it again: known users are not"
                            + " doubled.");
        }
    }

    private static String words(DumpSummary summary) {
        return Words.count(summary.users(), "user") + " taken over from the dump"
                + (summary.unreadable() == 0
                        ? "."
                        : ", and " + Words.number(summary.unreadable()) + " entries that do not say whose they are.")
                + (summary.endsWithToken() ? " Its last page says that more follow: send the rest too." : "");
    }
}
