package dev.portage.dashboard.migrations;

import dev.portage.api.problem.Validated;
import dev.portage.cognito.PoolDescriptions.ListedPool;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Section;
import dev.portage.migration.ConflictException;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.Source;
import dev.portage.survey.PoolCatalog;
import dev.portage.transfer.Lifecycle;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a migration. */
@Path("/dashboard/migrations/new")
@Produces(Pages.HTML)
class NewMigrationPage {

    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int POOLS = 60;

    private final Lifecycle lifecycle;
    private final PoolCatalog catalog;
    private final Validated validated;
    private final Pages pages;

    NewMigrationPage(Lifecycle lifecycle, PoolCatalog catalog, Validated validated, Pages pages) {
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.validated = validated;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/migrations", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        static native TemplateInstance newMigration(
                Frame frame, Form form, OptionsForm options, List<Mistake> mistakes, String complaint);

        static native TemplateInstance pools(List<ListedPool> pools, String region);
    }

    /** What was sent. */
    record Wanted(
            @NotBlank(message = "must not be empty") @Size(max = Migration.LONGEST_NAME)
            String name,

            @Nullable
            @Size(max = Source.LONGEST_USER_POOL_ID)
            @Pattern(regexp = Source.USER_POOL_ID, message = Source.USER_POOL_ID_HINT)
            String userPoolId,

            @Nullable @Pattern(regexp = Source.REGION, message = Source.REGION_HINT)
            String region,

            @Valid Options options) {

        static Wanted of(Form form, Options options) {
            boolean dump = form.text("source").equals("dump");
            return new Wanted(
                    form.text("name"),
                    dump ? null : form.text("userPoolId"),
                    dump ? null : form.text("region"),
                    options);
        }

        Source source() {
            return userPoolId == null || region == null ? Source.dump() : Source.userPool(userPoolId, region);
        }
    }

    @GET
    public String ask() {
        return page(new Form(Map.of()), Options.DEFAULTS, List.of(), "");
    }

    /** The user pools to choose from, as the options of the field's list; none where Cognito does not say. */
    @GET
    @Path("pools")
    public String pools(@QueryParam("region") @Nullable String region) throws InterruptedException {
        PoolCatalog.Answer answer =
                catalog.list(Optional.ofNullable(region).filter(name -> !name.isBlank()), POOLS, Optional.empty());
        List<ListedPool> pools =
                answer.reading() instanceof Reading.Read<PoolListing<ListedPool>>(PoolListing<ListedPool> listing)
                        ? listing.items()
                        : List.of();
        return Templates.pools(pools, answer.region()).render();
    }

    @POST
    @Consumes(Pages.FORM)
    public Response create(MultivaluedMap<String, String> sent) {
        Form form = Form.of(sent);
        Options options = OptionsForm.read(form, Options.DEFAULTS);
        try {
            Wanted wanted = validated.require(Wanted.of(form, options));
            Migration migration = lifecycle.create(wanted.name(), wanted.source(), wanted.options());
            return pages.done(
                    MigrationTab.OVERVIEW.of(migration.id()), "Created. Nothing has been moved yet: start an import.");
        } catch (InvalidRequestException e) {
            return again(BAD_REQUEST, page(form, options, Mistake.of(e), ""));
        } catch (ConflictException e) {
            return again(CONFLICT, page(form, options, List.of(), e.detail()));
        }
    }

    private static Response again(int status, String page) {
        return Response.status(status).entity(page).build();
    }

    private String page(Form form, Options options, List<Mistake> mistakes, String complaint) {
        return Templates.newMigration(
                        pages.frame("New migration", Section.MIGRATIONS),
                        form,
                        OptionsForm.of(options),
                        mistakes,
                        complaint)
                .render();
    }
}
