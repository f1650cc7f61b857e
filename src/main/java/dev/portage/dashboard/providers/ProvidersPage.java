package dev.portage.dashboard.providers;

import dev.portage.api.problem.Validated;
import dev.portage.cognito.ClientSecret;
import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Pages;
import dev.portage.federation.EnterpriseConnections;
import dev.portage.federation.IdentityProviders;
import dev.portage.federation.IdentityProviders.Secrets;
import dev.portage.federation.ProviderChecks;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.SourceType;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pool's identity providers, each with its recipe, its check, and a connection where WorkOS has an API for one. */
@Path("/dashboard/migrations/{id}/identity-providers")
@Produces(Pages.HTML)
class ProvidersPage {

    /** Cognito is asked for each. */
    private static final int SHOWN = 20;

    private final Migrations migrations;
    private final IdentityProviders providers;
    private final ProviderChecks checks;
    private final EnterpriseConnections connections;
    private final Validated validated;
    private final Pages pages;

    ProvidersPage(
            Migrations migrations,
            IdentityProviders providers,
            ProviderChecks checks,
            EnterpriseConnections connections,
            Validated validated,
            Pages pages) {
        this.migrations = migrations;
        this.providers = providers;
        this.checks = checks;
        this.connections = connections;
        this.validated = validated;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/providers")
    static class Templates {
        private Templates() {}

        /** @param dump whether the source is one, which does not say how the pool's providers are set up */
        static native TemplateInstance providers(
                Frame frame, List<ProviderView> providers, boolean dump, boolean first, @Nullable String next);

        static native TemplateInstance secret(@Nullable String secret);
    }

    record CheckWanted(
            @Nullable @Pattern(regexp = ProviderChecks.REDIRECT_URI, message = ProviderChecks.REDIRECT_URI_HINT)
            String redirectUri) {}

    record ConnectionWanted(
            @Nullable
            @Pattern(regexp = EnterpriseConnections.ORGANIZATION, message = EnterpriseConnections.ORGANIZATION_HINT)
            String organizationId,

            @Nullable @Size(max = EnterpriseConnections.LONGEST_NAME)
            String organizationName,

            @Size(max = EnterpriseConnections.MOST_DOMAINS)
            List<@Pattern(regexp = EnterpriseConnections.DOMAIN, message = EnterpriseConnections.DOMAIN_HINT) String>
                    domains) {}

    @GET
    public String list(UUID id, @QueryParam("after") @Nullable String after) throws InterruptedException {
        Migration migration = migrations.get(id);
        Frame frame = pages.frame(migration, MigrationTab.PROVIDERS);
        boolean dump = migration.source().type() == SourceType.DUMP;
        List<IdentityProviders.Provider> found =
                dump ? List.of() : providers.list(id, Optional.ofNullable(after), SHOWN + 1, Secrets.HIDDEN);
        List<IdentityProviders.Provider> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return Templates.providers(
                        frame,
                        shown.stream()
                                .map(provider -> ProviderView.of(id, provider))
                                .toList(),
                        dump,
                        after == null,
                        found.size() > SHOWN
                                ? ProviderView.encoded(
                                        shown.getLast().settings().name())
                                : null)
                .render();
    }

    /** What {@code reveal} asks for is shown to an admin only, and stands in the audit trail, as with the API. */
    @GET
    @Path("{name}/secret")
    public String secret(UUID id, String name, @QueryParam("reveal") @DefaultValue("false") boolean reveal)
            throws InterruptedException {
        return Templates.secret(providers
                        .get(id, name, reveal ? Secrets.REVEALED : Secrets.HIDDEN)
                        .secret()
                        .map(ClientSecret::reveal)
                        .orElse(null))
                .render();
    }

    @POST
    @Path("{name}/check")
    @Consumes(Pages.FORM)
    public Response check(UUID id, String name, MultivaluedMap<String, String> sent) throws InterruptedException {
        CheckWanted wanted = validated.require(
                new CheckWanted(Form.of(sent).given("redirectUri").orElse(null)));
        ProviderCheck check = checks.check(id, name, Optional.ofNullable(wanted.redirectUri()));
        return pages.done(
                ProviderView.address(id, name),
                check.status() == ProviderCheck.Status.PASSED
                        ? "The check of " + name + " has passed."
                        : "The check of " + name + " has not passed: see there what is wrong.");
    }

    @POST
    @Path("{name}/connection")
    @Consumes(Pages.FORM)
    public Response connect(UUID id, String name, MultivaluedMap<String, String> sent) throws InterruptedException {
        Form form = Form.of(sent);
        ConnectionWanted wanted = validated.require(new ConnectionWanted(
                form.given("organizationId").orElse(null),
                form.given("organizationName").orElse(null),
                form.words("domains")));
        EnterpriseConnections.Made made = connections.make(
                id,
                name,
                EnterpriseConnections.organization(
                        wanted.organizationId(), wanted.organizationName(), wanted.domains()),
                wanted.domains());
        String connection = made.connectionId()
                .map(each -> "Connection " + each + " is there, of organization ")
                .orElse("No connection was made, but the organization is there: ");
        String left = made.left().isEmpty() ? "." : ". " + String.join(" ", made.left());
        return pages.done(ProviderView.address(id, name), connection + made.organizationId() + left);
    }
}
