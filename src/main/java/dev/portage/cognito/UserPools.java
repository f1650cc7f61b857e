package dev.portage.cognito;

import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/**
 * Reads user pools. Each method makes one call and answers with what came of it; keeping Cognito's quotas is the
 * caller's part.
 */
@ApplicationScoped
public class UserPools {

    /** What ListUsers gives at most. */
    private static final int PAGE_SIZE = 60;

    // A region becomes part of a host name, and both come from people: only what looks like one goes further.
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{2,12}){1,3}-\\d{1,2}");
    private static final Pattern POOL = Pattern.compile("[\\w-]+_[0-9a-zA-Z]+");
    private static final int LONGEST_POOL_ID = 55;

    private final CognitoClients clients;
    private final CallMetrics metrics;

    UserPools(CognitoClients clients, CallMetrics metrics) {
        this.clients = clients;
        this.metrics = metrics;
    }

    /**
     * Lists up to 60 users, with all their attributes. The order is Cognito's own and differs from one chain of pages to
     * the next, and the listing is eventually consistent.
     *
     * @param token of the page before; empty for the first page
     */
    public Reading<UserPage> listUsers(String region, String userPoolId, Optional<String> token) {
        // AttributesToGet is never sent: Cognito fails when one user lacks one of the attributes.
        return ask(
                Call.of("ListUsers", region, userPoolId, token),
                client -> ListedUsers.page(client.listUsers(request ->
                        request.userPoolId(userPoolId).limit(PAGE_SIZE).paginationToken(token.orElse(null)))));
    }

    /** By what users can be found; Cognito compares the whole value, and with regard to case. */
    public enum Attribute {
        SUB,
        EMAIL
    }

    /**
     * Lists up to 60 of those users who have this value. Counts against the same quota as {@link #listUsers}.
     *
     * @param token of the page before; empty for the first page
     */
    public Reading<UserPage> findUsers(PoolAddress pool, Attribute attribute, String value, Optional<String> token) {
        String filter = "%s = \"%s\""
                .formatted(
                        attribute.name().toLowerCase(Locale.ROOT),
                        value.replace("\\", "\\\\").replace("\"", "\\\""));
        return ask(
                Call.of("ListUsers", pool.region(), pool.userPoolId(), token),
                client -> ListedUsers.page(client.listUsers(request -> request.userPoolId(pool.userPoolId())
                        .limit(PAGE_SIZE)
                        .filter(filter)
                        .paginationToken(token.orElse(null)))));
    }

    /**
     * Lists up to 60 members of a group. Counts against the same quota as {@link #listUsers}.
     *
     * @param token of the page before; empty for the first page
     */
    public Reading<GroupPage> listGroupMembers(String region, String userPoolId, String group, Optional<String> token) {
        return ask(
                Call.of("ListUsersInGroup", region, userPoolId, token),
                client -> ListedUsers.members(client.listUsersInGroup(request -> request.userPoolId(userPoolId)
                        .groupName(group)
                        .limit(PAGE_SIZE)
                        .nextToken(token.orElse(null)))));
    }

    /** Describes a pool as far as an import wants to know. */
    public Reading<UserPool> describe(String region, String userPoolId) {
        return ask(
                Call.of("DescribeUserPool", region, userPoolId, Optional.empty()),
                client -> Optional.ofNullable(client.describeUserPool(request -> request.userPoolId(userPoolId))
                                .userPool())
                        .filter(pool -> pool.id() != null && pool.name() != null)
                        .map(UserPools::userPool));
    }

    private <T> Reading<T> ask(Call call, Function<CognitoIdentityProviderClient, Optional<T>> question) {
        if (!REGION.matcher(call.region()).matches()) {
            return new Reading.Refused<>("The region is none of AWS's: give one such as eu-west-1");
        }
        if (call.userPoolId().length() > LONGEST_POOL_ID
                || !POOL.matcher(call.userPoolId()).matches()) {
            return new Reading.PoolNotFound<>("The user pool id is none: give one such as eu-west-1_AbC123xyz");
        }
        Timer.Sample sample = metrics.start();
        Reading<T> reading = attempt(call, question);
        metrics.ended(sample, call.operation(), reading);
        return reading;
    }

    private <T> Reading<T> attempt(Call call, Function<CognitoIdentityProviderClient, Optional<T>> question) {
        try {
            return question.apply(clients.in(call.region()))
                    .<Reading<T>>map(Reading.Read::new)
                    .orElseGet(() -> Failures.incomplete(call));
        } catch (NamedCredentials.NotFound | SdkException failure) {
            return Failures.of(call, failure);
        }
    }

    private static UserPool userPool(UserPoolType pool) {
        List<String> custom = pool.schemaAttributes().stream()
                .map(SchemaAttributeType::name)
                .filter(name -> name.contains("custom:"))
                .sorted()
                .toList();
        return new UserPool(
                pool.id(), pool.name(), Objects.requireNonNullElse(pool.estimatedNumberOfUsers(), 0), custom);
    }
}
