package dev.portage.dashboard.groups;

import dev.portage.api.problem.Validated;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Link;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Pages;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.transfer.GroupChoices;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** What becomes of one group. Its name may hold anything, slashes included, so the query has it. */
@Path("/dashboard/migrations/{id}/groups/decide")
@Produces(Pages.HTML)
class GroupPage {

    private static final int BAD_REQUEST = 400;

    private final Migrations migrations;
    private final GroupChoices choices;
    private final Validated validated;
    private final Pages pages;

    GroupPage(Migrations migrations, GroupChoices choices, Validated validated, Pages pages) {
        this.migrations = migrations;
        this.choices = choices;
        this.validated = validated;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/groups")
    static class Templates {
        private Templates() {}

        /** @param locked why nothing can be decided at the moment; empty where it can */
        static native TemplateInstance group(Frame frame, GroupForm group, List<Mistake> mistakes, String locked);
    }

    /** Where the form for a group is. */
    static String address(UUID migrationId, String group) {
        return MigrationTab.GROUPS.of(migrationId) + "/decide?name=" + Link.encoded(group);
    }

    @GET
    public String ask(UUID id, @QueryParam("name") @DefaultValue("") String name) throws InterruptedException {
        Migration migration = migrations.get(id);
        GroupForm group = choices.list(id).stream()
                .filter(choice -> choice.group().name().equals(name))
                .findFirst()
                .map(choice -> GroupForm.of(name, choice.decision()))
                .orElseThrow(() -> new NotFoundException("group", "The user pool has no such group."));
        return page(migration, group, List.of());
    }

    @POST
    @Consumes(Pages.FORM)
    public Response decide(UUID id, MultivaluedMap<String, String> sent) throws InterruptedException {
        Migration migration = migrations.get(id);
        GroupForm group = GroupForm.of(Form.of(sent));
        try {
            choices.decide(id, group.name(), group.decision().map(validated::require));
            return pages.done(
                    MigrationTab.GROUPS.of(id),
                    "Decided what becomes of “" + group.name() + "”. It takes effect with the next import.");
        } catch (InvalidRequestException e) {
            return Response.status(BAD_REQUEST)
                    .entity(page(migration, group, Mistake.of(e)))
                    .build();
        }
    }

    private String page(Migration migration, GroupForm group, List<Mistake> mistakes) {
        return Templates.group(pages.frame(migration, MigrationTab.GROUPS), group, mistakes, locked(migration))
                .render();
    }

    private String locked(Migration migration) {
        if (migration.erasedAt() != null) {
            return "The data of this migration has been erased.";
        }
        if (migration.state().running()) {
            return "Something is running: groups can be decided on when it is done, or cancelled.";
        }
        return pages.viewer().admin() ? "" : "Only an admin decides what becomes of a group.";
    }
}
