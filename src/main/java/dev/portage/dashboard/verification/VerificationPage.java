package dev.portage.dashboard.verification;

import dev.portage.api.problem.Validated;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Pages;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.Password;
import dev.portage.verification.VerificationReport;
import dev.portage.verification.VerificationService;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at everything after the move, and records what only a person can see. */
@Path("/dashboard/migrations/{id}/verification")
@Produces(Pages.HTML)
class VerificationPage {

    private static final int BAD_REQUEST = 400;

    private final Migrations migrations;
    private final VerificationService verifications;
    private final VerificationReport report;
    private final Validated validated;
    private final Pages pages;

    VerificationPage(
            Migrations migrations,
            VerificationService verifications,
            VerificationReport report,
            Validated validated,
            Pages pages) {
        this.migrations = migrations;
        this.verifications = verifications;
        this.report = report;
        this.validated = validated;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/verification")
    static class Templates {
        private Templates() {}

        /**
         * @param sheet null where nothing was verified yet
         * @param start what a button to start one says; empty where none can be
         */
        static native TemplateInstance verification(
                Frame frame, @Nullable Sheet sheet, String start, Form form, List<Mistake> mistakes);

        static native TemplateInstance sheet(Sheet sheet, boolean admin);
    }

    /** What was sent to start one. */
    record Wanted(
            @Nullable
            @Size(max = VerificationService.LONGEST_EMAIL)
            @Pattern(regexp = VerificationService.EMAIL, message = VerificationService.EMAIL_HINT)
            String testEmail,

            @Nullable
            @Size(max = VerificationService.LONGEST_EMAIL)
            @Pattern(regexp = VerificationService.EMAIL, message = VerificationService.EMAIL_HINT)
            String testUserEmail) {

        VerificationService.Order toOrder(@Nullable String password) {
            return new VerificationService.Order(
                    testEmail,
                    testUserEmail == null
                            ? null
                            : new VerificationService.TestUser(
                                    testUserEmail,
                                    new Password(Objects.requireNonNullElse(password, "")
                                            .toCharArray())));
        }
    }

    /** What a person says of an item. */
    record Said(
            @Pattern(regexp = "true|false", message = "must be chosen")
            String passed,

            @NotBlank(message = "must not be empty") @Size(max = VerificationService.LONGEST_EVIDENCE)
            String evidence,

            @Nullable @Size(max = VerificationService.LONGEST_NAME)
            String by) {}

    @GET
    public String show(UUID id) {
        return page(migrations.get(id), new Form(Map.of()), List.of());
    }

    /** The checklist, for a page that waits for its end; then the page is loaded anew, with its forms. */
    @GET
    @Path("sheet")
    public Response sheet(UUID id) {
        Sheet sheet = Sheet.of(id, verifications.show(id));
        Response.ResponseBuilder answer =
                Response.ok(Templates.sheet(sheet, pages.viewer().admin()).render());
        return sheet.running()
                ? answer.build()
                : answer.header("HX-Refresh", "true").build();
    }

    @POST
    @Consumes(Pages.FORM)
    public Response start(UUID id, MultivaluedMap<String, String> sent) throws InterruptedException {
        Form form = Form.of(sent);
        try {
            Wanted wanted = validated.require(new Wanted(
                    form.given("testEmail").orElse(null),
                    form.given("testUserEmail").orElse(null)));
            // As it was typed, blanks and all.
            boolean started = verifications.start(id, wanted.toOrder(sent.getFirst("testUserPassword")));
            return pages.done(
                    MigrationTab.VERIFICATION.of(id),
                    started ? "The verification has started." : "A verification was under way already.");
        } catch (InvalidRequestException e) {
            return Response.status(BAD_REQUEST)
                    .entity(page(migrations.get(id), form, Mistake.of(e)))
                    .build();
        }
    }

    @POST
    @Path("{item}")
    @Consumes(Pages.FORM)
    public Response attest(UUID id, String item, MultivaluedMap<String, String> sent) {
        Form form = Form.of(sent);
        Said said = validated.require(new Said(
                form.text("passed"), form.text("evidence"), form.given("by").orElse(null)));
        verifications.attest(
                id,
                item,
                new VerificationService.Attestation(
                        Boolean.parseBoolean(said.passed()),
                        said.evidence(),
                        said.by(),
                        pages.viewer().role()));
        return pages.done(MigrationTab.VERIFICATION.of(id) + "#" + item, "Recorded.");
    }

    /** The same as one page to print or send on. */
    @GET
    @Path("report")
    public String report(UUID id) {
        return report.of(id);
    }

    private String page(Migration migration, Form form, List<Mistake> mistakes) {
        Frame frame = pages.frame(migration, MigrationTab.VERIFICATION);
        Sheet sheet = find(migration.id());
        boolean possible = frame.viewer().admin()
                && migration.erasedAt() == null
                && !migration.state().running()
                && migration.state() != MigrationState.UNDONE
                && (sheet == null || !sheet.running());
        return Templates.verification(
                        frame, sheet, possible ? sheet == null ? "Verify…" : "Verify again…" : "", form, mistakes)
                .render();
    }

    private @Nullable Sheet find(UUID id) {
        try {
            return Sheet.of(id, verifications.show(id));
        } catch (NotFoundException e) {
            return null;
        }
    }
}
