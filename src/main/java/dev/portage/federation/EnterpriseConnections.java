package dev.portage.federation;

import dev.portage.cognito.ClientSecret;
import dev.portage.cognito.PoolAddress;
import dev.portage.cognito.ProviderSettings;
import dev.portage.migration.ConflictException;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migrations;
import dev.portage.migration.OrganizationRef;
import dev.portage.migration.ProviderType;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.NamedOrganizations;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsConnections;
import dev.portage.workos.WorkOsConnections.Means;
import dev.portage.workos.WorkOsOrganizations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts an SSO connection of an organization in the place of a SAML or OIDC provider, as far as WorkOS's API goes. */
@ApplicationScoped
public class EnterpriseConnections {
    public static final String ORGANIZATION = "org_[A-Za-z0-9_]{1,60}";
    public static final String ORGANIZATION_HINT = "must be a WorkOS organization id";
    public static final int LONGEST_NAME = 200;
    public static final int MOST_DOMAINS = 50;
    public static final String DOMAIN = "[A-Za-z0-9.-]{1,253}";
    public static final String DOMAIN_HINT = "must be a domain";

    private final Migrations migrations;
    private final IdentityProviders providers;
    private final FederationRows rows;
    private final WorkOsOrganizations organizations;
    private final NamedOrganizations named;
    private final WorkOsConnections connections;
    private final RateBudget budget;

    EnterpriseConnections(
            Migrations migrations,
            IdentityProviders providers,
            FederationRows rows,
            WorkOsOrganizations organizations,
            NamedOrganizations named,
            WorkOsConnections connections,
            RateBudget budget) {
        this.migrations = migrations;
        this.providers = providers;
        this.rows = rows;
        this.organizations = organizations;
        this.named = named;
        this.connections = connections;
        this.budget = budget;
    }

    /**
     * What was done.
     *
     * @param connectionId empty where the connection is to be made by hand
     * @param left what is left to do
     */
    public record Made(String organizationId, Optional<String> connectionId, List<String> left) {}

    /**
     * The organization that the connection is to be of.
     *
     * @throws InvalidRequestException where not one of id and name is given
     */
    public static OrganizationRef organization(
            @Nullable String id, @Nullable String name, @Nullable List<String> domains) {
        if ((id == null) == (name == null)) {
            throw new InvalidRequestException("", "must name one of organizationId and organizationName");
        }
        if (id != null && domains != null && !domains.isEmpty()) {
            throw new InvalidRequestException(
                    "domains",
                    "can't be given with organizationId: Portage adds domains to an organization that it creates; add those of another in WorkOS's dashboard");
        }
        return id == null ? new OrganizationRef.ByName(String.valueOf(name)) : new OrganizationRef.ById(id);
    }

    /**
     * Finds or creates the organization, with these domains where it is created, and the connection.
     *
     * @throws ConflictException where the provider is no enterprise one, or WorkOS does not do it
     * @throws InterruptedException where the service stops
     */
    public Made make(UUID migrationId, String name, OrganizationRef reference, List<String> domains)
            throws InterruptedException {
        PoolAddress pool = IdentityProviders.pool(migrations.get(migrationId));
        Turn turn = budget.turn();
        ProviderSettings settings = providers.settings(pool, name, turn);
        if (!ProviderType.of(settings.type()).enterprise()) {
            throw new ConflictException(
                    "no-enterprise-provider",
                    "Only a SAML or OIDC provider becomes a connection; for %s the recipe says what to do (GET …/identity-providers)."
                            .formatted(settings.type()));
        }
        String organization = organization(migrationId, reference, domains, turn);
        QuarkusTransaction.requiringNew().run(() -> rows.connected(migrationId, name, organization));
        Optional<Means> means = means(pool, settings, turn);
        if (means.isEmpty()) {
            return byHand(organization, "Cognito has no metadata URL or issuer of it");
        }
        Outcome<WorkOsConnections.Connection> made =
                connections.create(organization, name, externalId(migrationId, name, organization), means.get(), turn);
        return switch (made) {
            case Outcome.Success<WorkOsConnections.Connection>(WorkOsConnections.Connection connection) -> {
                QuarkusTransaction.requiringNew().run(() -> rows.made(migrationId, name, connection.id()));
                yield new Made(
                        organization,
                        Optional.of(connection.id()),
                        connection.active()
                                ? List.of()
                                : List.of("Finish the connection in the WorkOS dashboard: it is " + connection.state()
                                        + "."));
            }
            case Outcome.NotFound<WorkOsConnections.Connection> ignored ->
                byHand(organization, "this WorkOS environment has no API for it");
            case Outcome.Rejected<WorkOsConnections.Connection>(String code) ->
                byHand(organization, "WorkOS refused it: " + code);
            case Outcome.Unauthorized<WorkOsConnections.Connection> ignored ->
                byHand(organization, "the API key may not make connections");
            default -> throw unavailable();
        };
    }

    /** One connection in each organization, however often it is asked for. */
    private static String externalId(UUID migrationId, String name, String organization) {
        return "portage-"
                + UUID.nameUUIDFromBytes(
                        (migrationId + " " + name + " " + organization).getBytes(StandardCharsets.UTF_8));
    }

    private static Made byHand(String organization, String why) {
        return new Made(
                organization,
                Optional.empty(),
                List.of("Make the connection by hand, since " + why
                        + ": the recipe says how (GET …/identity-providers)."));
    }

    private String organization(UUID migrationId, OrganizationRef reference, List<String> domains, Turn turn)
            throws InterruptedException {
        Outcome<String> found = switch (reference) {
            case OrganizationRef.ById(String id) -> organizations.byId(id, turn);
            case OrganizationRef.ByExternalId(String externalId) -> organizations.byExternalId(externalId, turn);
            case OrganizationRef.ByName(String name) -> named.findOrCreate(migrationId, name, domains, turn);
        };
        return switch (found) {
            case Outcome.Success<String>(String id) -> id;
            case Outcome.NotFound<String> ignored ->
                throw new ConflictException(
                        "organization-not-found",
                        "WorkOS has no such organization: give the id of one, or organizationName to create it.");
            case Outcome.Rejected<String>(String code) ->
                throw new ConflictException(
                        "organization-refused",
                        "WorkOS refuses the organization (" + code + "): check its name and domains.");
            default -> throw unavailable();
        };
    }

    private static ConflictException unavailable() {
        return new ConflictException(
                "workos-unavailable",
                "WorkOS did not do it: see what a preflight says (GET /preflight), and try again. Nothing is made twice.");
    }

    /** Only a metadata URL, or an issuer, can be handed over. */
    private Optional<Means> means(PoolAddress pool, ProviderSettings settings, Turn turn) throws InterruptedException {
        if (ProviderType.of(settings.type()) == ProviderType.SAML) {
            return settings.detail("MetadataURL").map(Means.Saml::new);
        }
        Optional<String> issuer = settings.detail("oidc_issuer");
        Optional<String> client = settings.detail("client_id");
        if (issuer.isEmpty() || client.isEmpty()) {
            return Optional.empty();
        }
        Optional<ClientSecret> secret = providers.secret(pool, settings.name(), turn);
        return Optional.of(new Means.Oidc(issuer.get(), client.get(), secret.map(ClientSecret::reveal)));
    }
}
