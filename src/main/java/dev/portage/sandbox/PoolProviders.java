package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** ListIdentityProviders, DescribeIdentityProvider, ListUserPoolClients and DescribeUserPoolClient. */
final class PoolProviders {

    static final String GOOGLE_CLIENT_ID = "1234567890-sandbox.apps.googleusercontent.com";

    private static final BigDecimal CREATED = PoolUser.epoch(Instant.parse("2019-12-01T00:00:00Z"));

    private record Provider(String name, String type, Map<String, String> details) {}

    private static final List<Provider> PROVIDERS = List.of(
            new Provider(
                    "Google",
                    "Google",
                    Map.of(
                            "client_id", GOOGLE_CLIENT_ID,
                            "client_secret", "google-secret-in-clear",
                            "authorize_scopes", "openid email profile",
                            "authorize_url", "https://accounts.google.com/o/oauth2/v2/auth")),
            new Provider(
                    "Facebook",
                    "Facebook",
                    Map.of(
                            "client_id", "987654321",
                            "client_secret", "facebook-secret-in-clear",
                            "api_version", "v17.0",
                            "authorize_scopes", "public_profile,email")),
            new Provider(
                    "SignInWithApple",
                    "SignInWithApple",
                    Map.of(
                            "client_id", "com.example.sandbox",
                            "team_id", "TEAM123456",
                            "key_id", "KEY1234567",
                            "authorize_scopes", "name email")),
            new Provider(
                    "My_Google",
                    "OIDC",
                    Map.of(
                            "client_id", "oidc-client",
                            "client_secret", "oidc-secret-in-clear",
                            "oidc_issuer", "https://accounts.google.com",
                            "authorize_scopes", "openid email",
                            "attributes_request_method", "GET")),
            new Provider(
                    "Corp_SAML",
                    "SAML",
                    Map.of(
                            "MetadataURL", "https://idp.corp.example/metadata",
                            "SSORedirectBindingURI", "https://idp.corp.example/sso",
                            "IDPSignout", "false")));

    private final CognitoState state;
    private final PoolDescriptions pages;

    PoolProviders(CognitoState state, PoolDescriptions pages) {
        this.state = state;
        this.pages = pages;
    }

    ObjectNode listIdentityProviders(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "MaxResults", "NextToken"));
        Pool pool = state.pool(params.required("UserPoolId"));
        int limit = params.limit("MaxResults", 60);
        return pages.page(
                params,
                limit,
                Objects.hash(pool.id(), limit),
                "Providers",
                of(pool),
                (provider, json) -> json.put("ProviderName", provider.name())
                        .put("ProviderType", provider.type())
                        .put("CreationDate", CREATED)
                        .put("LastModifiedDate", CREATED));
    }

    private static List<Provider> of(Pool pool) {
        return pool.wanted().withProviders() ? PROVIDERS : List.of();
    }

    ObjectNode describeIdentityProvider(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "ProviderName"));
        Pool pool = state.pool(params.required("UserPoolId"));
        String name = params.required("ProviderName");
        Provider provider = of(pool).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CognitoErrors.of(
                        "ResourceNotFoundException", "Identity provider " + name + " does not exist."));
        ObjectNode answer = Json.object();
        ObjectNode json = answer.putObject("IdentityProvider")
                .put("UserPoolId", pool.id())
                .put("ProviderName", provider.name())
                .put("ProviderType", provider.type())
                .put("CreationDate", CREATED)
                .put("LastModifiedDate", CREATED);
        ObjectNode details = json.putObject("ProviderDetails");
        provider.details().forEach(details::put);
        json.putObject("AttributeMapping").put("email", "email").put("username", "sub");
        json.putArray("IdpIdentifiers");
        return answer;
    }

    ObjectNode listUserPoolClients(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "MaxResults", "NextToken"));
        Pool pool = state.pool(params.required("UserPoolId"));
        int limit = params.limit("MaxResults", 60);
        return pages.page(
                params,
                limit,
                Objects.hash(pool.id(), limit),
                "UserPoolClients",
                AppClient.of(pool),
                (client, json) -> json.put("ClientId", client.id())
                        .put("ClientName", client.id())
                        .put("UserPoolId", pool.id()));
    }

    ObjectNode describeUserPoolClient(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "ClientId"));
        Pool pool = state.pool(params.required("UserPoolId"));
        AppClient client = AppClient.require(pool, params.required("ClientId"));
        ObjectNode answer = Json.object();
        ObjectNode json = answer.putObject("UserPoolClient")
                .put("UserPoolId", pool.id())
                .put("ClientId", client.id())
                .put("ClientName", client.id())
                .put("PreventUserExistenceErrors", pool.wanted().revealsUsers() ? "LEGACY" : "ENABLED")
                .put("EnableTokenRevocation", true)
                .put("AllowedOAuthFlowsUserPoolClient", true)
                .put("CreationDate", CREATED)
                .put("LastModifiedDate", CREATED);
        if (client.secret() != null) {
            json.put("ClientSecret", client.secret());
        }
        json.putArray("CallbackURLs").add("https://app.example.com/callback");
        json.putArray("LogoutURLs").add("https://app.example.com/logout");
        json.putArray("AllowedOAuthFlows").add("code");
        json.putArray("AllowedOAuthScopes").add("openid").add("email");
        var flows = json.putArray("ExplicitAuthFlows").add("ALLOW_REFRESH_TOKEN_AUTH");
        pool.wanted().flows().forEach(flow -> flows.add("ALLOW_" + flow));
        var providers = json.putArray("SupportedIdentityProviders").add("COGNITO");
        of(pool).forEach(provider -> providers.add(provider.name()));
        return answer;
    }
}
