package dev.portage.federation;

import dev.portage.cognito.PoolAddress;
import dev.portage.cognito.PoolClient;
import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.ProviderSettings;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migrations;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.ProviderCheckRows;
import dev.portage.migration.ProviderType;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsAuthorize;
import dev.portage.workos.WorkOsConnections;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries whether a provider's users can sign in through WorkOS, as far as that goes without one of them. */
@ApplicationScoped
public class ProviderChecks {
    public static final String REDIRECT_URI = "https?://\\S{1,500}";
    public static final String REDIRECT_URI_HINT = "must be a URL";

    private final Migrations migrations;
    private final IdentityProviders providers;
    private final PoolDescriptions pools;
    private final FederationRows rows;
    private final ProviderCheckRows checkRows;
    private final WorkOsAuthorize workos;
    private final WorkOsConnections connections;
    private final ProviderSide providerSide;
    private final SamlCheck saml;
    private final RateBudget budget;
    private final Clock clock;

    ProviderChecks(
            Migrations migrations,
            IdentityProviders providers,
            PoolDescriptions pools,
            FederationRows rows,
            ProviderCheckRows checkRows,
            WorkOsAuthorize workos,
            WorkOsConnections connections,
            ProviderSide providerSide,
            SamlCheck saml,
            RateBudget budget,
            Clock clock) {
        this.migrations = migrations;
        this.providers = providers;
        this.pools = pools;
        this.rows = rows;
        this.checkRows = checkRows;
        this.workos = workos;
        this.connections = connections;
        this.providerSide = providerSide;
        this.saml = saml;
        this.budget = budget;
        this.clock = clock;
    }

    /**
     * Tries it, and keeps what came of it.
     *
     * @param redirectUri the application's, which WorkOS has to know; that of the pool's first app client where empty
     * @throws InterruptedException where the service stops
     */
    public ProviderCheck check(UUID migrationId, String name, Optional<String> redirectUri)
            throws InterruptedException {
        PoolAddress pool = IdentityProviders.pool(migrations.get(migrationId));
        Turn turn = budget.turn();
        ProviderSettings settings = providers.settings(pool, name, turn);
        ProviderType type = ProviderType.of(settings.type());
        ProviderCheck check;
        if (type.workos().isPresent()) {
            String redirect = redirectUri.isPresent() ? redirectUri.get() : callback(pool, turn);
            check = social(settings, type.workos().get(), redirect, turn);
        } else if (type == ProviderType.SAML) {
            check = saml.examined(migrationId, settings, enterprise(migrationId, settings, turn));
        } else if (type.enterprise()) {
            check = enterprise(migrationId, settings, turn);
        } else {
            check = failed("WorkOS has no provider for " + settings.type()
                    + ": the recipe names what can be done for its users.");
        }
        QuarkusTransaction.requiringNew().run(() -> checkRows.keep(migrationId, name, check));
        return check;
    }

    private ProviderCheck social(ProviderSettings settings, String provider, String redirect, Turn turn)
            throws InterruptedException {
        Outcome<WorkOsAuthorize.Redirect> outcome = workos.authorize(provider, redirect, turn);
        if (!(outcome instanceof Outcome.Success<WorkOsAuthorize.Redirect>(WorkOsAuthorize.Redirect answer))) {
            return failed("WorkOS could not be asked: " + why(outcome));
        }
        if (answer.location().isEmpty()) {
            return failed(refusal(answer));
        }
        URI location = answer.location().get();
        if (location.toString().startsWith(redirect)) {
            return failed("The provider is not switched on in WorkOS ("
                    + parameter(location, "error").orElse("no error named") + "): Authentication, OAuth providers.");
        }
        return compared(settings, location);
    }

    private static String refusal(WorkOsAuthorize.Redirect answer) {
        if (answer.body().contains("invalid_client")) {
            return "WorkOS does not know the client id of this service (invalid_client): set WORKOS_CLIENT_ID to that of the key's environment.";
        }
        if (answer.body().contains("redirect")) {
            return "WorkOS does not know the redirect URI of the application: add it under Redirects, or give another for the check.";
        }
        return "WorkOS answered " + answer.status() + " instead of leading to the provider.";
    }

    /** Where WorkOS leads proves little by itself: its own default credentials lead to the provider too. */
    private ProviderCheck compared(ProviderSettings settings, URI location) throws InterruptedException {
        String client = parameter(location, "client_id").orElse("");
        String redirectUri = parameter(location, "redirect_uri").orElse(null);
        String wanted = settings.detail("client_id").orElse("");
        if (!client.equals(wanted)) {
            return new ProviderCheck(
                    ProviderCheck.Status.FAILED,
                    "WorkOS names the client id %s, Cognito has %s. It is WorkOS's own default credentials still, or another client was entered: enter the client id and secret that Cognito uses."
                            .formatted(client.isEmpty() ? "(none)" : client, wanted),
                    redirectUri,
                    client,
                    clock.instant());
        }
        ProviderSide.Answer answer = providerSide.ask(location);
        return switch (answer) {
            case ProviderSide.Answer.Fine() ->
                new ProviderCheck(
                        ProviderCheck.Status.PASSED,
                        "WorkOS leads to the provider with Cognito's client id, and the provider shows its sign-in. That the secret is right shows only when somebody signs in: try it once.",
                        redirectUri,
                        client,
                        clock.instant());
            case ProviderSide.Answer.Unreachable() ->
                new ProviderCheck(
                        ProviderCheck.Status.PASSED,
                        "WorkOS leads to the provider with Cognito's client id. The provider itself could not be reached from here: see that the redirect URI has been added there, and sign in once.",
                        redirectUri,
                        client,
                        clock.instant());
            case ProviderSide.Answer.Complaint(String code) ->
                new ProviderCheck(
                        ProviderCheck.Status.FAILED,
                        complaint(code, redirectUri),
                        redirectUri,
                        client,
                        clock.instant());
        };
    }

    private static String complaint(String code, @Nullable String redirectUri) {
        return code.contains("redirect_uri")
                ? "The provider does not know WorkOS's redirect URI (%s): add %s to the client there, letter by letter."
                        .formatted(code, redirectUri)
                : "The provider does not know the client (%s): it was deleted or belongs to another project. Mend it there; Cognito's sign-in is broken as well."
                        .formatted(code);
    }

    private ProviderCheck enterprise(UUID migrationId, ProviderSettings settings, Turn turn)
            throws InterruptedException {
        Optional<String> organization = rows.organization(migrationId, settings.name());
        if (organization.isEmpty()) {
            return failed(
                    "No organization is known whose SSO connection takes the provider's place: name one that exists, or have Portage create one (POST …/connection with organizationId or organizationName).");
        }
        Outcome<List<WorkOsConnections.Connection>> found = connections.of(organization.get(), turn);
        if (!(found
                instanceof
                Outcome.Success<List<WorkOsConnections.Connection>>(List<WorkOsConnections.Connection> all))) {
            return failed("WorkOS could not be asked: " + why(found));
        }
        if (all.isEmpty()) {
            return failed("The organization " + organization.get()
                    + " has no SSO connection yet: the recipe says how to make it.");
        }
        return all.stream().anyMatch(WorkOsConnections.Connection::active)
                ? new ProviderCheck(
                        ProviderCheck.Status.PASSED,
                        "The organization " + organization.get()
                                + " has an active SSO connection. Try it once with a user of it.",
                        null,
                        null,
                        clock.instant())
                : failed("The SSO connection " + all.getFirst().id() + " is "
                        + all.getFirst().state() + ": finish it in the WorkOS dashboard.");
    }

    private String callback(PoolAddress pool, Turn turn) throws InterruptedException {
        turn.await(Draw.COGNITO_DESCRIPTION);
        List<String> clients = pools.listClients(pool.region(), pool.userPoolId(), Optional.empty())
                .orThrow()
                .items();
        for (String client : clients) {
            turn.await(Draw.COGNITO_DESCRIPTION);
            PoolClient described = pools.describeClient(pool.region(), pool.userPoolId(), client)
                    .orThrow();
            if (!described.callbackUrls().isEmpty()) {
                return described.callbackUrls().getFirst();
            }
        }
        throw new InvalidRequestException(
                "redirectUri", "must be given: no app client of the user pool has a callback URL to take");
    }

    private ProviderCheck failed(String detail) {
        return new ProviderCheck(ProviderCheck.Status.FAILED, detail, null, null, clock.instant());
    }

    private static String why(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Unauthorized<?>(String why) -> why + ".";
            case Outcome.Unavailable<?>(String why) -> why + ". Try again in a while.";
            case Outcome.Throttled<?> ignored -> "it has had too many calls. Try again in a minute.";
            case Outcome.Rejected<?>(String code) -> code + ".";
            default -> "its answer can not be read.";
        };
    }

    private static Optional<String> parameter(URI location, String name) {
        String query = location.getRawQuery();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                        .findFirst();
    }
}
