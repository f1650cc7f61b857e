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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is in a source, what will not fit, and which way to go. */
@Path("/migrations/{id}/assessment")
class AssessmentResource {
    private final Assessments assessments;
    private final AssessmentReader reader;
    private final AssessmentReport report;

    AssessmentResource(Assessments assessments, AssessmentReader reader, AssessmentReport report) {
        this.assessments = assessments;
        this.reader = reader;
        this.report = report;
    }

    /** @param factors whether Cognito is asked for each user's second factors too, which it bills as activity */
    @Schema(name = "AssessmentRequest")
    record Request(@Nullable Boolean factors) {
        static Assessments.Depth depth(@Nullable Request request) {
            return request != null && Boolean.TRUE.equals(request.factors)
                    ? Assessments.Depth.FACTORS
                    : Assessments.Depth.LISTINGS;
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startAssessment",
            summary = "Survey the source and plan an import; writes nothing to Cognito or WorkOS")
    public RestResponse<Assessment> start(UUID id, @OptionalBody @Nullable Request request) {
        boolean started = assessments.start(id, Request.depth(request));
        return RestResponse.status(started ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, reader.of(id));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "showAssessment", summary = "What the assessment has found, and what it recommends")
    public Assessment show(UUID id) {
        return reader.of(id);
    }

    @GET
    // Of lower quality, so that a caller who takes anything, as curl does, is answered in JSON.
    @Produces("text/html;charset=utf-8;qs=0.5")
    public String page(UUID id) {
        return report.of(id);
    }
}
