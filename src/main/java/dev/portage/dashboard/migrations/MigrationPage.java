package dev.portage.dashboard.migrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One migration as it moves. The page asks for its parts again and again, as long as it is open: what moves, the chart,
 * and, when the state has become another one, the buttons.
 */
@Path("/dashboard/migrations/{id}")
@Produces(Pages.HTML)
class MigrationPage {

    private final Migrations migrations;
    private final LiveReader reader;
    private final Cautions cautions;
    private final Pages pages;
    private final ObjectMapper mapper;

    MigrationPage(Migrations migrations, LiveReader reader, Cautions cautions, Pages pages, ObjectMapper mapper) {
        this.migrations = migrations;
        this.reader = reader;
        this.cautions = cautions;
        this.pages = pages;
        this.mapper = mapper;
    }

    @CheckedTemplate(basePath = "dashboard/migrations")
    static class Templates {
        private Templates() {}

        /** @param before what to know before a start */
        static native TemplateInstance overview(
                Frame frame,
                Live live,
                Throughput throughput,
                Actions actions,
                List<Caution> cautions,
                List<Caution> before);

        static native TemplateInstance cautions(String migrationId, List<Caution> cautions);

        static native TemplateInstance live(Live live);

        static native TemplateInstance throughput(Throughput throughput);

        static native TemplateInstance actions(Actions actions);

        static native TemplateInstance update(Live live);
    }

    @GET
    @Transactional
    public String show(UUID id) {
        Migration migration = migrations.get(id);
        Frame frame = pages.frame(migration, MigrationTab.OVERVIEW);
        List<Caution> known = cautions.of(migration);
        return Templates.overview(
                        frame,
                        reader.of(migration, frame.viewer().admin()),
                        reader.throughput(migration),
                        reader.actions(migration),
                        known,
                        cautions.beforeStart(migration, known))
                .render();
    }

    /**
     * What moves on the page.
     *
     * @param state the one that the page shows; where it is another one by now, the page is told so
     */
    @GET
    @Path("live")
    @Transactional
    public Response live(UUID id, @QueryParam("state") @Nullable MigrationState state) throws JsonProcessingException {
        Migration migration = migrations.get(id);
        Live live = reader.of(migration, pages.viewer().admin());
        Response.ResponseBuilder answer = Response.ok(Templates.update(live).render());
        if (state != null && state != migration.state()) {
            String label =
                    "The migration is now: " + Badge.of(migration.state()).label();
            answer.header("HX-Trigger", mapper.writeValueAsString(Map.of("migration-changed", Map.of("label", label))));
        }
        return answer.build();
    }

    @GET
    @Path("cautions")
    public String cautions(UUID id) {
        return Templates.cautions(id.toString(), cautions.of(migrations.get(id)))
                .render();
    }

    @GET
    @Path("throughput")
    public String throughput(UUID id) {
        return Templates.throughput(reader.throughput(migrations.get(id))).render();
    }

    @GET
    @Path("actions")
    public String actions(UUID id) {
        return Templates.actions(reader.actions(migrations.get(id))).render();
    }
}
