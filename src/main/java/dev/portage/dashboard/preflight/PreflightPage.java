package dev.portage.dashboard.preflight;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Section;
import dev.portage.dashboard.Tone;
import dev.portage.survey.Check;
import dev.portage.survey.Preflight;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;

/** Tries keys, rights, database and clock. It takes some seconds, so the page is there before what it has found. */
@Path("/dashboard/preflight")
@Produces(Pages.HTML)
class PreflightPage {

    private final Preflight preflight;
    private final Pages pages;

    PreflightPage(Preflight preflight, Pages pages) {
        this.preflight = preflight;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/preflight")
    static class Templates {
        private Templates() {}

        static native TemplateInstance preflight(Frame frame);

        static native TemplateInstance checks(boolean ready, List<Line> checks);
    }

    /** Something that was tried. */
    record Line(String item, Badge status, String detail) {

        static Line of(Check check) {
            Badge status = switch (check.status()) {
                case PASSED -> new Badge("Passed", Tone.GOOD);
                case FAILED -> new Badge("Failed", Tone.BAD);
                case NOT_APPLICABLE -> new Badge("Not needed", Tone.CALM);
            };
            return new Line(check.item(), status, check.detail());
        }
    }

    @GET
    public String show() {
        return Templates.preflight(pages.frame("Preflight", Section.PREFLIGHT)).render();
    }

    @GET
    @Path("checks")
    public String checks() throws InterruptedException {
        Preflight.Result result = preflight.run(Optional.empty());
        return Templates.checks(
                        result.ready(), result.items().stream().map(Line::of).toList())
                .render();
    }
}
