package dev.portage.dashboard.users;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.migrations.ReasonGuide;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The users behind the numbers, page by page in the order of their subs. */
@Path("/dashboard/migrations/{id}/users")
@Produces(Pages.HTML)
class UsersPage {

    private static final int SHOWN = 50;

    private final Migrations migrations;
    private final SourceUsers users;
    private final Pages pages;

    UsersPage(Migrations migrations, SourceUsers users, Pages pages) {
        this.migrations = migrations;
        this.users = users;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/users")
    static class Templates {
        private Templates() {}

        static native TemplateInstance users(
                Frame frame, UserFilter filter, List<Line> lines, boolean first, @Nullable String next);
    }

    /** A user in the list. */
    record Line(String who, String href, String sub, Badge state, String why, String workosUserId) {

        static Line of(SourceUser user) {
            Reason reason = user.reason();
            return new Line(
                    user.cognito().email().orElse(user.cognito().username()),
                    UserPage.address(user.migrationId(), user.sub()),
                    user.sub(),
                    Badge.of(user.state()),
                    reason == null ? "" : ReasonGuide.of(reason).title(),
                    user.workosUserId() == null ? "" : user.workosUserId());
        }
    }

    @GET
    public String list(
            UUID id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("email") @Nullable String email,
            @QueryParam("planned") @Nullable String planned,
            @QueryParam("left") @Nullable String left,
            @QueryParam("after") @Nullable String after) {
        Migration migration = migrations.get(id);
        UserFilter filter = UserFilter.of(state, reason, email, planned, left);
        List<SourceUser> found = users.list(id, filter.toFilter(), after, SHOWN + 1);
        List<SourceUser> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return Templates.users(
                        pages.frame(migration, MigrationTab.USERS),
                        filter,
                        shown.stream().map(Line::of).toList(),
                        after == null,
                        found.size() > SHOWN ? filter.behind(shown.getLast().sub()) : null)
                .render();
    }
}
