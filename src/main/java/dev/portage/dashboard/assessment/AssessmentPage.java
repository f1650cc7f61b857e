package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.survey.Assessment;
import dev.portage.survey.AssessmentReader;
import dev.portage.survey.AssessmentReport;
import dev.portage.survey.Assessments;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts an assessment, says how far it is, and shows what it has found. */
@Path("/dashboard/migrations/{id}/assessment")
@Produces(Pages.HTML)
class AssessmentPage {

    private final Migrations migrations;
    private final Assessments assessments;
    private final AssessmentReader reader;
    private final AssessmentReport report;
    private final Pages pages;

    AssessmentPage(
            Migrations migrations,
            Assessments assessments,
            AssessmentReader reader,
            AssessmentReport report,
            Pages pages) {
        this.migrations = migrations;
        this.assessments = assessments;
        this.reader = reader;
        this.report = report;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/assessment")
    static class Templates {
        private Templates() {}

        /** @param findings null where there are none yet */
        static native TemplateInstance assessment(Frame frame, Standing standing, @Nullable Findings findings);

        static native TemplateInstance standing(Standing standing);
    }

    @GET
    public String show(UUID id) {
        Migration migration = migrations.get(id);
        Frame frame = pages.frame(migration, MigrationTab.ASSESSMENT);
        Optional<Assessment> assessment = find(id);
        return Templates.assessment(
                        frame,
                        Standing.of(migration, assessment, frame.viewer().admin()),
                        assessment.flatMap(found -> Findings.of(id, found)).orElse(null))
                .render();
    }

    /** How far it is, for a page that waits for its end; then the page is loaded anew, with what was found. */
    @GET
    @Path("standing")
    public Response standing(UUID id) {
        Migration migration = migrations.get(id);
        Standing standing = Standing.of(migration, find(id), pages.viewer().admin());
        Response.ResponseBuilder answer =
                Response.ok(Templates.standing(standing).render());
        return standing.running()
                ? answer.build()
                : answer.header("HX-Refresh", "true").build();
    }

    @POST
    @Consumes(Pages.FORM)
    public Response start(UUID id, MultivaluedMap<String, String> sent) {
        boolean started = assessments.start(
                id, Form.of(sent).ticked("factors") ? Assessments.Depth.FACTORS : Assessments.Depth.LISTINGS);
        return pages.done(
                MigrationTab.ASSESSMENT.of(id),
                started ? "The assessment has started." : "An assessment was under way already.");
    }

    /** The same as one page to print or send on. */
    @GET
    @Path("report")
    public String report(UUID id) {
        return report.of(id);
    }

    private Optional<Assessment> find(UUID id) {
        try {
            return Optional.of(reader.of(id));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
