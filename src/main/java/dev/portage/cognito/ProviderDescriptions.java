package dev.portage.cognito;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cognitoidentityprovider.model.IdentityProviderType;

/** Asks how a user pool is set up with its identity providers; keeping Cognito's quotas is the caller's part. */
@ApplicationScoped
public class ProviderDescriptions {
    /** Cognito gives the client's secret among the details, in clear: only what is named here goes further. */
    private static final Set<String> HARMLESS = Set.of(
            "client_id",
            "team_id",
            "key_id",
            "api_version",
            "authorize_scopes",
            "authorize_url",
            "token_url",
            "attributes_url",
            "attributes_request_method",
            "jwks_uri",
            "oidc_issuer",
            "MetadataURL",
            "MetadataFile",
            "SSORedirectBindingURI",
            "SLORedirectBindingURI",
            "IDPSignout",
            "IDPInit",
            "EncryptedResponses",
            "RequestSigningAlgorithm");

    private static final String SECRET = "client_secret";

    private final Calls calls;

    ProviderDescriptions(Calls calls) {
        this.calls = calls;
    }

    /** {@code DescribeIdentityProvider}; {@code PoolNotFound} where the pool has no such provider either. */
    public Reading<ProviderSettings> describe(PoolAddress pool, String name) {
        return ask(pool, name, ProviderDescriptions::settings);
    }

    /** The secret that the pool shares with the provider; empty where there is none, as with SAML and Apple. */
    public Reading<Optional<ClientSecret>> secret(PoolAddress pool, String name) {
        return ask(
                pool,
                name,
                provider -> Optional.ofNullable(provider.providerDetails().get(SECRET))
                        .map(ClientSecret::new));
    }

    private <T> Reading<T> ask(PoolAddress pool, String name, Function<IdentityProviderType, T> read) {
        return calls.ask(
                Call.of("DescribeIdentityProvider", pool.region(), pool.userPoolId(), Optional.empty()),
                client -> Optional.ofNullable(client.describeIdentityProvider(request ->
                                        request.userPoolId(pool.userPoolId()).providerName(name))
                                .identityProvider())
                        .map(read));
    }

    private static ProviderSettings settings(IdentityProviderType provider) {
        return new ProviderSettings(
                provider.providerName(),
                provider.providerTypeAsString(),
                provider.providerDetails().entrySet().stream()
                        .filter(entry -> HARMLESS.contains(entry.getKey()))
                        .collect(Collectors.toMap(entry -> entry.getKey(), entry -> entry.getValue())),
                provider.attributeMapping());
    }
}
