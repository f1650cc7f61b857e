package dev.portage.dashboard.undo;

import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import dev.portage.verification.Undo;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an undo would delete and keep, its start, and how far it is. */
@Path("/dashboard/migrations/{id}/undo")
@Produces(Pages.HTML)
class UndoPage {

    private static final String SIGNED_IN = "includeSignedIn";

    /** An undo comes last: it is among the latest runs. */
    private static final int LATEST_RUNS = 50;

    private final Migrations migrations;
    private final Runs runs;
    private final Counters counters;
    private final Undo undo;
    private final Pages pages;

    UndoPage(Migrations migrations, Runs runs, Counters counters, Undo undo, Pages pages) {
        this.migrations = migrations;
        this.runs = runs;
        this.counters = counters;
        this.undo = undo;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/undo")
    static class Templates {
        private Templates() {}

        /**
         * @param run the latest undo; null where there was none
         * @param plan what another one would do; null where there can be none now
         * @param refused why there can be none now; empty where there can
         * @param signedIn whether the plan is to delete those too who have signed in
         */
        static native TemplateInstance undo(
                Frame frame, @Nullable UndoRun run, @Nullable UndoPlan plan, String refused, boolean signedIn);

        static native TemplateInstance progress(UndoRun run);
    }

    @GET
    public String show(UUID id, @QueryParam(SIGNED_IN) @DefaultValue("false") boolean signedIn)
            throws InterruptedException {
        Migration migration = migrations.get(id);
        Frame frame = pages.frame(migration, MigrationTab.UNDO);
        UndoRun run = latest(migration).orElse(null);
        if (migration.state() == MigrationState.UNDONE || (run != null && run.running())) {
            return Templates.undo(frame, run, null, "", signedIn).render();
        }
        try {
            UndoPlan plan = UndoPlan.of(
                    undo.undo(id, new Undo.Order(null, signedIn, true)).preview());
            return Templates.undo(frame, run, plan, "", signedIn).render();
        } catch (ConflictException e) {
            return Templates.undo(frame, run, null, String.valueOf(e.getMessage()), signedIn)
                    .render();
        }
    }

    /**
     * How far the undo is.
     *
     * @param now the migration's state that the page shows; where it is another by now, the page is loaded anew
     */
    @GET
    @Path("progress")
    public Response progress(UUID id, @QueryParam("now") @Nullable MigrationState now) {
        Migration migration = migrations.get(id);
        Response.ResponseBuilder answer = Response.ok(
                latest(migration).map(run -> Templates.progress(run).render()).orElse(""));
        if (now != null && now != migration.state()) {
            answer.header("HX-Refresh", "true");
        }
        return answer.build();
    }

    @POST
    @Consumes(Pages.FORM)
    public Response begin(UUID id, MultivaluedMap<String, String> sent) throws InterruptedException {
        Form form = Form.of(sent);
        Migration migration = migrations.get(id);
        pages.requireName(form, migration);
        Undo.Answer answer = undo.undo(id, new Undo.Order(migration.name(), form.ticked(SIGNED_IN), false));
        return pages.done(
                MigrationTab.UNDO.of(id), answer.begun() ? "The undo has started." : "An undo was under way already.");
    }

    private Optional<UndoRun> latest(Migration migration) {
        return runs.newestFirst(migration.id(), null, LATEST_RUNS).stream()
                .filter(run -> run.purpose() == Run.Purpose.UNDO)
                .findFirst()
                .map(run -> UndoRun.of(
                        migration.id(),
                        migration.state(),
                        run,
                        counters.byState(run.id(), "run"),
                        counters.byState(migration.id(), "user")));
    }
}
