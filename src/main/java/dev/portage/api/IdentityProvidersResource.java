package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.api.problem.OptionalBody;
import dev.portage.cognito.ClientSecret;
import dev.portage.federation.EnterpriseConnections;
import dev.portage.federation.IdentityProviders;
import dev.portage.federation.IdentityProviders.Secrets;
import dev.portage.federation.ProviderChecks;
import dev.portage.federation.Recipe;
import dev.portage.federation.SamlMetadata;
import dev.portage.migration.OrganizationRef;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.ProviderType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The pool's identity providers: what each needs, whether it works, and who has linked. */
@Path("/migrations/{id}/identity-providers")
class IdentityProvidersResource {
    private final IdentityProviders providers;
    private final ProviderChecks checks;
    private final EnterpriseConnections connections;

    IdentityProvidersResource(IdentityProviders providers, ProviderChecks checks, EnterpriseConnections connections) {
        this.providers = providers;
        this.checks = checks;
        this.connections = connections;
    }

    /**
     * What a SAML provider says of itself.
     *
     * @param metadataUrl where Cognito reads it; null where it was given it as a file, which stands in metadata
     * @param cognitoEntityId what Cognito calls itself there, to be replaced by WorkOS
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "SamlProvider")
    record Saml(
            @Nullable SamlMetadata found,
            @Nullable String metadataUrl,
            @Nullable String metadata,
            String cognitoEntityId) {}

    /**
     * A provider.
     *
     * @param users who have an identity there, as far as the pool has been read
     * @param dependentUsers those of them who can sign in no other way
     * @param linkedUsers those who have gone over and signed in through a provider since
     * @param workosProvider what stands for it in WorkOS; null where nothing does
     * @param redirectUri what is to be added at the provider, as the latest check has read it off
     * @param alternatives what can be done where WorkOS has no such provider
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "IdentityProvider")
    record View(
            String name,
            String type,
            long users,
            long dependentUsers,
            long linkedUsers,
            @Nullable String clientId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientSecret,

            @Nullable String scopes,
            Map<String, String> attributeMapping,
            @Nullable String workosProvider,
            @Nullable String redirectUri,
            @Nullable String issuer,
            @Nullable Saml saml,
            List<String> steps,
            List<String> notices,
            List<String> alternatives,
            ProviderCheck check) {

        static View of(IdentityProviders.Provider provider) {
            ProviderType type = ProviderType.of(provider.settings().type());
            Recipe recipe = provider.recipe();
            return new View(
                    provider.settings().name(),
                    provider.settings().type(),
                    provider.users(),
                    provider.dependent(),
                    provider.linked(),
                    provider.settings().detail("client_id").orElse(null),
                    provider.secret().map(ClientSecret::reveal).orElse(null),
                    provider.settings().detail("authorize_scopes").orElse(null),
                    provider.settings().attributeMapping(),
                    type.enterprise() ? "SSO connection" : type.workos().orElse(null),
                    provider.check().redirectUri(),
                    provider.settings().detail("oidc_issuer").orElse(null),
                    type == ProviderType.SAML ? saml(provider) : null,
                    recipe.steps(),
                    recipe.notices(),
                    recipe.alternatives(),
                    provider.check());
        }

        private static Saml saml(IdentityProviders.Provider provider) {
            return new Saml(
                    provider.saml().orElse(null),
                    provider.settings().detail("MetadataURL").orElse(null),
                    provider.settings().detail("MetadataFile").orElse(null),
                    provider.serviceProviderEntityId());
        }
    }

    /** What a check may be given. */
    @Schema(name = "ProviderCheckRequest")
    record CheckRequest(
            @Nullable @Pattern(regexp = ProviderChecks.REDIRECT_URI, message = ProviderChecks.REDIRECT_URI_HINT)
            String redirectUri) {}

    /** Whose connection takes the provider's place. */
    @Schema(name = "SsoConnectionRequest")
    record ConnectionRequest(
            @Nullable
            @Pattern(regexp = EnterpriseConnections.ORGANIZATION, message = EnterpriseConnections.ORGANIZATION_HINT)
            String organizationId,

            @Nullable @Size(min = 1, max = EnterpriseConnections.LONGEST_NAME)
            String organizationName,

            @Nullable @Size(max = EnterpriseConnections.MOST_DOMAINS)
            List<
                            @NotNull
                            @Pattern(regexp = EnterpriseConnections.DOMAIN, message = EnterpriseConnections.DOMAIN_HINT)
                            String>
                    domains) {

        OrganizationRef organization() {
            return EnterpriseConnections.organization(organizationId, organizationName, domains);
        }
    }

    /** What was made, and what is left to do. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "SsoConnection")
    record Connection(String organizationId, @Nullable String connectionId, List<String> steps) {}

    @GET
    @Operation(
            operationId = "listIdentityProviders",
            summary = "Each provider with what to set up in WorkOS and at the provider; secrets only with ?reveal=true")
    public Page<View> list(
            UUID id, @QueryParam("reveal") @DefaultValue("false") boolean reveal, @BeanParam Paging paging)
            throws InterruptedException {
        return Page.of(
                providers.list(id, paging.cursor().map(cursor -> cursor.text(0)), paging.fetch(), secrets(reveal)),
                paging,
                provider -> Cursor.of(provider.settings().name()),
                View::of);
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "showIdentityProvider", summary = "One provider")
    public View show(UUID id, String name, @QueryParam("reveal") @DefaultValue("false") boolean reveal)
            throws InterruptedException {
        return View.of(providers.get(id, name, secrets(reveal)));
    }

    @POST
    @Path("{name}/check")
    @Operation(
            operationId = "checkIdentityProvider",
            summary = "Try the provider's sign-in through WorkOS, and say what is wrong")
    public ProviderCheck check(UUID id, String name, @OptionalBody @Nullable @Valid CheckRequest request)
            throws InterruptedException {
        return checks.check(id, name, Optional.ofNullable(request).map(CheckRequest::redirectUri));
    }

    @POST
    @Path("{name}/connection")
    @Operation(
            operationId = "connectIdentityProvider",
            summary = "Put an SSO connection of an organization in the place of a SAML or OIDC provider")
    public Connection connect(UUID id, String name, @Valid ConnectionRequest request) throws InterruptedException {
        EnterpriseConnections.Made made = connections.make(
                id, name, request.organization(), request.domains() == null ? List.of() : request.domains());
        return new Connection(made.organizationId(), made.connectionId().orElse(null), made.left());
    }

    private static Secrets secrets(boolean reveal) {
        return reveal ? Secrets.REVEALED : Secrets.HIDDEN;
    }
}
