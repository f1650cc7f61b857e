package dev.portage.api;

import dev.portage.api.problem.ProblemException;
import dev.portage.api.problem.UploadGate;
import dev.portage.cognito.DamagedDump;
import dev.portage.cognito.DumpSummary;
import dev.portage.discovery.DumpUploads;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Uploads of {@code aws cognito-idp list-users} dumps. */
@Path("/migrations/{id}/dump")
class DumpResource {
    private static final int BAD_REQUEST = 400;

    private final DumpUploads uploads;
    private final UploadGate gate;

    DumpResource(DumpUploads uploads, UploadGate gate) {
        this.uploads = uploads;
        this.gate = gate;
    }

    /**
     * What an upload brought.
     *
     * @param users that were read, new or known
     * @param unidentified entries that do not say which user they are; they are kept as skipped
     * @param complete whether the dump's last page says that no other follows
     */
    record Taken(long users, long unidentified, boolean complete) {
        static Taken of(DumpSummary summary) {
            return new Taken(summary.users(), summary.unreadable(), !summary.endsWithToken());
        }
    }

    @PUT
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM, "application/gzip", MediaType.WILDCARD})
    @Operation(summary = "Upload a list-users dump, plain or gzip; several uploads add up")
    public Taken upload(UUID id, InputStream dump) throws IOException {
        try (UploadGate.Place _ = gate.enter()) {
            return Taken.of(uploads.take(id, dump));
        } catch (DamagedDump e) {
            throw new ProblemException(
                    BAD_REQUEST,
                    "damaged-dump",
                    e.getMessage()
                            + " The users handed over are kept; mend the file and send it again: known users are not doubled.");
        }
    }
}
