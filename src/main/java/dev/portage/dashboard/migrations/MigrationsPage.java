package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Heading;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Section;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.transfer.Progress;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All migrations, the newest first. */
@Path("/dashboard/migrations")
@Produces(Pages.HTML)
class MigrationsPage {

    private static final int SHOWN = 25;

    private final Migrations migrations;
    private final Progress progress;
    private final Pages pages;

    MigrationsPage(Migrations migrations, Progress progress, Pages pages) {
        this.migrations = migrations;
        this.progress = progress;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/migrations")
    static class Templates {
        private Templates() {}

        static native TemplateInstance list(Frame frame, List<Line> lines, boolean first, @Nullable String next);
    }

    /** A migration in the list. */
    record Line(String name, String href, String source, Badge state, Bar bar, Moment created) {}

    @GET
    @Transactional
    public String list(@QueryParam("before") @Nullable Instant before) {
        List<Migration> found = migrations.newestFirst(before, SHOWN + 1);
        List<Migration> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return Templates.list(
                        pages.frame("Migrations", Section.MIGRATIONS),
                        shown.stream().map(this::line).toList(),
                        before == null,
                        found.size() > SHOWN ? shown.getLast().createdAt().toString() : null)
                .render();
    }

    private Line line(Migration migration) {
        return new Line(
                migration.name(),
                MigrationTab.OVERVIEW.of(migration.id()),
                Heading.source(migration.source()),
                Badge.of(migration.state()),
                Bar.of(migration.state(), progress.of(migration.id())),
                Moment.at(migration.createdAt()));
    }
}
