package dev.portage.cognito;

import dev.portage.migration.PoolGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/**
 * Asks what user pools there are and how one is set up. Each method makes one call and answers with what came of it;
 * keeping Cognito's quotas is the caller's part. No answer holds a client's or provider's secret.
 */
@ApplicationScoped
public class PoolDescriptions {
    /** What these listings give at most. */
    public static final int PAGE_SIZE = 60;

    private final Calls calls;

    PoolDescriptions(Calls calls) {
        this.calls = calls;
    }

    /** A pool in the list of them. */
    public record ListedPool(
            String id,
            String name,
            @Nullable Instant createdAt,
            @Nullable Instant modifiedAt) {}

    /**
     * An identity provider in the list of them.
     *
     * @param type SAML, Facebook, Google, LoginWithAmazon, SignInWithApple or OIDC
     */
    public record ListedProvider(String name, String type) {}

    /** Lists up to this many pools of the account in the region, at most 60. */
    public Reading<PoolListing<ListedPool>> listPools(String region, int limit, Optional<String> token) {
        return calls.ask(Call.ofAccount("ListUserPools", region, token), client -> {
            var answer = client.listUserPools(
                    request -> request.maxResults(Math.min(limit, PAGE_SIZE)).nextToken(token.orElse(null)));
            return page(
                    answer.hasUserPools(),
                    answer.userPools(),
                    pool -> new ListedPool(pool.id(), pool.name(), pool.creationDate(), pool.lastModifiedDate()),
                    answer.nextToken());
        });
    }

    public Reading<UserPool> describe(String region, String userPoolId) {
        return calls.ask(
                Call.of("DescribeUserPool", region, userPoolId, Optional.empty()),
                client -> Optional.ofNullable(client.describeUserPool(request -> request.userPoolId(userPoolId))
                                .userPool())
                        .filter(pool -> pool.id() != null && pool.name() != null)
                        .map(PoolDescriptions::userPool));
    }

    /** Lists the ids of up to 60 app clients. */
    public Reading<PoolListing<String>> listClients(String region, String userPoolId, Optional<String> token) {
        return calls.ask(Call.of("ListUserPoolClients", region, userPoolId, token), client -> {
            var answer = client.listUserPoolClients(request ->
                    request.userPoolId(userPoolId).maxResults(PAGE_SIZE).nextToken(token.orElse(null)));
            return page(
                    answer.hasUserPoolClients(),
                    answer.userPoolClients(),
                    UserPoolClientDescription::clientId,
                    answer.nextToken());
        });
    }

    public Reading<PoolClient> describeClient(String region, String userPoolId, String clientId) {
        return calls.ask(
                Call.of("DescribeUserPoolClient", region, userPoolId, Optional.empty()),
                client -> Optional.ofNullable(client.describeUserPoolClient(request ->
                                        request.userPoolId(userPoolId).clientId(clientId))
                                .userPoolClient())
                        .map(PoolDescriptions::client));
    }

    /** Lists up to 60 identity providers. */
    public Reading<PoolListing<ListedProvider>> listProviders(
            String region, String userPoolId, Optional<String> token) {
        return calls.ask(Call.of("ListIdentityProviders", region, userPoolId, token), client -> {
            var answer = client.listIdentityProviders(request ->
                    request.userPoolId(userPoolId).maxResults(PAGE_SIZE).nextToken(token.orElse(null)));
            return page(
                    answer.hasProviders(),
                    answer.providers(),
                    provider -> new ListedProvider(provider.providerName(), provider.providerTypeAsString()),
                    answer.nextToken());
        });
    }

    /** Lists up to 60 groups. */
    public Reading<PoolListing<PoolGroup>> listGroups(String region, String userPoolId, Optional<String> token) {
        return calls.ask(Call.of("ListGroups", region, userPoolId, token), client -> {
            var answer = client.listGroups(
                    request -> request.userPoolId(userPoolId).limit(PAGE_SIZE).nextToken(token.orElse(null)));
            return page(
                    answer.hasGroups(),
                    answer.groups(),
                    group -> new PoolGroup(group.groupName(), group.description(), group.precedence()),
                    answer.nextToken());
        });
    }

    /**
     * The second factors that a user has set up, such as SOFTWARE_TOKEN_MFA; none for a user who is gone. Amazon bills each
     * user who is asked about as active in that month.
     */
    public Reading<List<String>> factors(String region, String userPoolId, String username) {
        return calls.ask(Call.of("AdminGetUser", region, userPoolId, Optional.empty()), client -> {
            try {
                return Optional.of(client.adminGetUser(
                                request -> request.userPoolId(userPoolId).username(username))
                        .userMFASettingList());
            } catch (UserNotFoundException gone) {
                return Optional.of(List.of());
            }
        });
    }

    /** Empty where the answer has no list: taken for an empty last page, it would end the listing silently. */
    private static <S, T> Optional<PoolListing<T>> page(
            boolean complete, List<S> items, Function<S, T> read, @Nullable String next) {
        return complete
                ? Optional.of(new PoolListing<>(items.stream().map(read).toList(), Optional.ofNullable(next)))
                : Optional.empty();
    }

    private static UserPool userPool(UserPoolType pool) {
        List<String> custom = pool.schemaAttributes().stream()
                .map(SchemaAttributeType::name)
                .filter(name -> name.contains("custom:"))
                .sorted()
                .toList();
        List<String> factors = pool.policies() == null || pool.policies().signInPolicy() == null
                ? List.of()
                : pool.policies().signInPolicy().allowedFirstAuthFactorsAsStrings();
        return new UserPool(
                pool.id(),
                pool.name(),
                Objects.requireNonNullElse(pool.estimatedNumberOfUsers(), 0),
                custom,
                Objects.requireNonNullElse(pool.mfaConfigurationAsString(), "OFF"),
                // Pools from before there was a choice have passwords.
                factors.isEmpty() ? List.of("PASSWORD") : factors,
                Stream.concat(pool.usernameAttributesAsStrings().stream(), pool.aliasAttributesAsStrings().stream())
                        .distinct()
                        .toList(),
                pool.lambdaConfig() == null ? List.of() : triggers(pool.lambdaConfig()),
                pool.userPoolTierAsString());
    }

    /** Of the configuration's fields all are triggers but the key by which custom senders get their codes. */
    private static List<String> triggers(LambdaConfigType config) {
        return config.sdkFields().stream()
                .filter(field -> field.getValueOrDefault(config) != null)
                .map(SdkField::locationName)
                .filter(name -> !name.equals("KMSKeyID"))
                .toList();
    }

    private static PoolClient client(UserPoolClientType client) {
        return new PoolClient(
                client.clientId(),
                Objects.requireNonNullElse(client.clientName(), client.clientId()),
                client.clientSecret() != null,
                client.explicitAuthFlowsAsStrings(),
                client.allowedOAuthFlowsAsStrings(),
                client.allowedOAuthScopes(),
                client.callbackURLs(),
                client.logoutURLs(),
                client.supportedIdentityProviders());
    }
}
