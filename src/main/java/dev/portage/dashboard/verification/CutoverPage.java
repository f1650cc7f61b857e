package dev.portage.dashboard.verification;

import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.verification.ApplicationPlan;
import dev.portage.verification.CutoverReader;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whether Cognito can be switched off, and what the application needs for it. */
@Path("/dashboard/migrations/{id}/cutover")
@Produces(Pages.HTML)
class CutoverPage {

    private final Migrations migrations;
    private final CutoverReader reader;
    private final Pages pages;

    CutoverPage(Migrations migrations, CutoverReader reader, Pages pages) {
        this.migrations = migrations;
        this.reader = reader;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/verification")
    static class Templates {
        private Templates() {}

        static native TemplateInstance cutover(Frame frame, CutoverView cutover);

        /** @param calls by the application's stack */
        static native TemplateInstance application(
                ApplicationPlan plan, Map<String, List<ApplicationPlan.CallPair>> calls);
    }

    @GET
    public String show(UUID id) {
        Migration migration = migrations.get(id);
        return Templates.cutover(pages.frame(migration, MigrationTab.CUTOVER), CutoverView.of(id, reader.standing(id)))
                .render();
    }

    /** Asks Cognito how the pool is set up, so only when the page is there. */
    @GET
    @Path("application")
    public String application(UUID id) throws InterruptedException {
        ApplicationPlan plan = reader.application(id);
        return Templates.application(
                        plan,
                        plan.calls().stream()
                                .collect(Collectors.groupingBy(
                                        ApplicationPlan.CallPair::stack, LinkedHashMap::new, Collectors.toList())))
                .render();
    }
}
