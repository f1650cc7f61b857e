package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every run of a migration, the newest first. */
@Path("/dashboard/migrations/{id}/runs")
@Produces(Pages.HTML)
class RunsPage {

    private static final int SHOWN = 50;

    private final Migrations migrations;
    private final Runs runs;
    private final LiveReader reader;
    private final Pages pages;

    RunsPage(Migrations migrations, Runs runs, LiveReader reader, Pages pages) {
        this.migrations = migrations;
        this.runs = runs;
        this.reader = reader;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/migrations")
    static class Templates {
        private Templates() {}

        static native TemplateInstance runs(Frame frame, List<RunLine> runs, boolean first, @Nullable String next);
    }

    @GET
    @Transactional
    public String list(UUID id, @QueryParam("before") @Nullable Instant before) {
        Migration migration = migrations.get(id);
        List<Run> found = runs.newestFirst(id, before, SHOWN + 1);
        List<Run> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return Templates.runs(
                        pages.frame(migration, MigrationTab.RUNS),
                        reader.lines(shown),
                        before == null,
                        found.size() > SHOWN ? shown.getLast().startedAt().toString() : null)
                .render();
    }
}
