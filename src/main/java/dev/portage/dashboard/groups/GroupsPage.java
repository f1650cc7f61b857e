package dev.portage.dashboard.groups;

import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Link;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.SourceType;
import dev.portage.transfer.GroupChoices;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pool's groups in the order of their names, and what the members of each become. */
@Path("/dashboard/migrations/{id}/groups")
@Produces(Pages.HTML)
class GroupsPage {

    private static final int SHOWN = 50;

    private final Migrations migrations;
    private final GroupChoices choices;
    private final Pages pages;

    GroupsPage(Migrations migrations, GroupChoices choices, Pages pages) {
        this.migrations = migrations;
        this.choices = choices;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/groups")
    static class Templates {
        private Templates() {}

        /**
         * @param readable false for a dump, which does not say who is in which group
         * @param next where the next page begins, as the query has it; null on the last
         */
        static native TemplateInstance groups(
                Frame frame, boolean readable, List<GroupLine> lines, boolean first, @Nullable String next);
    }

    /**
     * The groups, page by page.
     *
     * @param after the name of the last group on the page before
     */
    @GET
    public String list(UUID id, @QueryParam("after") @DefaultValue("") String after) throws InterruptedException {
        Migration migration = migrations.get(id);
        Frame frame = pages.frame(migration, MigrationTab.GROUPS);
        if (migration.source().type() != SourceType.USER_POOL) {
            return Templates.groups(frame, false, List.of(), true, null).render();
        }
        List<GroupLine> found = choices.list(id).stream()
                .filter(choice -> choice.group().name().compareTo(after) > 0)
                .limit(SHOWN + 1L)
                .map(choice -> GroupLine.of(id, choice))
                .toList();
        List<GroupLine> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return Templates.groups(
                        frame,
                        true,
                        shown,
                        after.isEmpty(),
                        found.size() > SHOWN ? Link.encoded(shown.getLast().name()) : null)
                .render();
    }
}
