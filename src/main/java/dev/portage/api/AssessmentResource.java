package dev.portage.api;

import dev.portage.api.problem.OptionalBody;
import dev.portage.survey.Assessment;
import dev.portage.survey.AssessmentReader;
import dev.portage.survey.AssessmentReport;
import dev.portage.survey.Assessments;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is in a source, what will not fit, and which way to go. */
@Path("/migrations/{id}/assessment")
class AssessmentResource {
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final Assessments assessments;
    private final AssessmentReader reader;
    private final AssessmentReport report;

    AssessmentResource(Assessments assessments, AssessmentReader reader, AssessmentReport report) {
        this.assessments = assessments;
        this.reader = reader;
        this.report = report;
    }

    /** @param factors whether Cognito is asked for each user's second factors too, which it bills as activity */
    record Request(@Nullable Boolean factors) {
        static Assessments.Depth depth(@Nullable Request request) {
            return request != null && Boolean.TRUE.equals(request.factors)
                    ? Assessments.Depth.FACTORS
                    : Assessments.Depth.LISTINGS;
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Survey the source and plan an import; writes nothing to Cognito or WorkOS")
    public Response start(UUID id, @OptionalBody @Nullable Request request) {
        boolean started = assessments.start(id, Request.depth(request));
        return Response.status(started ? ACCEPTED : OK).entity(reader.of(id)).build();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What the assessment has found, and what it recommends")
    public Assessment show(UUID id) {
        return reader.of(id);
    }

    @GET
    // Of lower quality, so that a caller who takes anything, as curl does, is answered in JSON.
    @Produces("text/html;charset=utf-8;qs=0.5")
    @Operation(summary = "The same as one page to read, print or send on")
    public String page(UUID id) {
        return report.of(id);
    }
}
