package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portage.testing.SandboxTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

class CognitoListingTest extends SandboxTest {

    private static final String POOL = Sandbox.POOL_ID;

    private CognitoIdentityProviderClient cognito;

    @BeforeEach
    void start() {
        cognito = SdkClients.cognito(sandbox);
        SdkClients.control(sandbox, "PUT", "/sandbox/limits", "{\"all\": \"unlimited\"}");
    }

    @AfterEach
    void stop() {
        cognito.close();
    }

    private List<UserType> list(String filter) {
        List<UserType> users = new ArrayList<>();
        String token = null;
        do {
            ListUsersResponse page = cognito.listUsers(ListUsersRequest.builder()
                    .userPoolId(POOL)
                    .limit(60)
                    .filter(filter)
                    .paginationToken(token)
                    .build());
            users.addAll(page.users());
            token = page.paginationToken();
        } while (token != null);
        return users;
    }

    private static String sub(UserType user) {
        return user.attributes().stream()
                .filter(attribute -> attribute.name().equals("sub"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void everyUserIsListedOnceThoughPagesAreShort() {
        Set<Integer> sizes = new HashSet<>();
        Set<String> subs = new HashSet<>();
        String token = null;
        int users = 0;
        SdkClients.control(sandbox, "PUT", "/sandbox/faults", "{\"cognito\": {\"shortPages\": 0.5}}");
        do {
            String from = token;
            ListUsersResponse page =
                    cognito.listUsers(r -> r.userPoolId(POOL).limit(20).paginationToken(from));
            sizes.add(page.users().size());
            page.users().forEach(user -> subs.add(sub(user)));
            users += page.users().size();
            token = page.paginationToken();
        } while (token != null);

        assertThat(users).isEqualTo(1_000);
        assertThat(subs).hasSize(1_000);
        assertThat(sizes)
                .as("empty and full pages are among them")
                .contains(0, 20)
                .hasSizeGreaterThan(3);
    }

    @Test
    void theOdditiesAreWhatTheListingShows() {
        Oddities oddities = sandbox.cognito().oddities(POOL);
        Map<String, Integer> byStatus = new TreeMap<>();
        List<UserType> users = list(null);
        users.forEach(user -> byStatus.merge(user.userStatusAsString(), 1, Integer::sum));

        assertThat(byStatus)
                .containsEntry("EXTERNAL_PROVIDER", oddities.federated())
                .containsEntry("UNCONFIRMED", oddities.count(Oddity.UNCONFIRMED))
                .containsEntry("ARCHIVED", oddities.count(Oddity.ARCHIVED))
                .containsEntry("COMPROMISED", oddities.count(Oddity.COMPROMISED));
        assertThat(users.stream().filter(user -> !user.enabled())).hasSize(oddities.count(Oddity.DISABLED));
        assertThat(users.stream()
                        .filter(user -> user.attributes().stream()
                                .noneMatch(attribute -> attribute.name().equals("email"))))
                .hasSize(oddities.count(Oddity.PHONE_ONLY));
        assertThat(users).anyMatch(user -> user.username().startsWith("My_Google_1172"));
    }

    @Test
    void sixteenPrefixesSplitThePool() {
        Set<String> subs = new HashSet<>();
        int users = 0;
        for (char digit : "0123456789abcdef".toCharArray()) {
            List<UserType> part = list("sub ^= \"" + digit + "\"");
            part.forEach(user -> subs.add(sub(user)));
            users += part.size();
        }

        assertThat(users).isEqualTo(1_000);
        assertThat(subs).hasSize(1_000);
    }

    @Test
    void filtersFindByEmailStatusAndSub() {
        UserType some = list("cognito:user_status = \"CONFIRMED\"").getFirst();

        assertThat(list("sub = \"" + sub(some) + "\""))
                .extracting(UserType::username)
                .containsExactly(some.username());
        assertThat(list("status = \"Disabled\""))
                .hasSize(sandbox.cognito().oddities(POOL).count(Oddity.DISABLED));
        String email = sandbox.cognito()
                .user(POOL, sub(some))
                .orElseThrow()
                .attribute("email")
                .orElseThrow();
        assertThat(list("email = \"" + email + "\""))
                .extracting(CognitoListingTest::sub)
                .contains(sub(some));
        for (String wrong : List.of("email == \"x\"", "custom:plan = \"pro\"", "email = x")) {
            assertThat(catchThrowableOfType(InvalidParameterException.class, () -> list(wrong)))
                    .isNotNull();
        }
    }

    @Test
    void aTokenFitsItsParametersOnlyAndExpires() {
        String token = cognito.listUsers(r -> r.userPoolId(POOL).limit(60)).paginationToken();

        assertThat(refused(r -> r.userPoolId(POOL).limit(59).paginationToken(token)))
                .isNotNull();
        assertThat(refused(
                        r -> r.userPoolId(POOL).limit(60).filter("sub ^= \"a\"").paginationToken(token)))
                .isNotNull();
        assertThat(cognito.listUsers(r -> r.userPoolId(POOL).limit(60).paginationToken(token))
                        .users())
                .isNotNull();
        sandbox.advance(Duration.ofMinutes(61));
        assertThat(refused(r -> r.userPoolId(POOL).limit(60).paginationToken(token)))
                .isNotNull();
    }

    private InvalidParameterException refused(Consumer<ListUsersRequest.Builder> request) {
        return catchThrowableOfType(InvalidParameterException.class, () -> cognito.listUsers(request));
    }

    @Test
    void limitsAndAttributesThatDontFitAreRefused() {
        assertThat(refused(r -> r.userPoolId(POOL).limit(61))).isNotNull();
        assertThat(refused(r -> r.userPoolId(POOL).attributesToGet("given_name", "custom:field1")))
                .isNotNull();
    }

    @Test
    void oneUserIsReadByNameEmailOrSub() {
        PoolUser user = sandbox.cognito().users(POOL).get(1);

        for (String name :
                List.of(user.sub(), user.username(), user.attribute("email").orElseThrow())) {
            assertThat(cognito.adminGetUser(r -> r.userPoolId(POOL).username(name))
                            .userAttributes())
                    .anyMatch(attribute -> attribute.value().equals(user.sub()));
        }
        assertThat(catchThrowableOfType(
                        UserNotFoundException.class,
                        () -> cognito.adminGetUser(r -> r.userPoolId(POOL).username("nobody"))))
                .isNotNull();
    }

    @Test
    void everyUserIsFoundByEachOfItsNames() {
        Pool pool = new Pool("p", Pool.Wanted.DEFAULTS);
        pool.users().all().forEach(user -> {
            assertThat(pool.users().bySignIn(user.username())).contains(user);
            for (String alias : List.of("email", "phone_number")) {
                user.attribute(alias)
                        .ifPresent(name -> assertThat(pool.users().bySignIn(name))
                                .hasValueSatisfying(found ->
                                        assertThat(found.attribute(alias)).contains(name)));
            }
        });
    }

    @Test
    void groupsAreListedWithTheirMembers() {
        assertThat(cognito.listGroups(r -> r.userPoolId(POOL)).groups())
                .extracting(GroupType::groupName)
                .containsExactly("admins", "editors", POOL + "_Google");
        assertThat(cognito.listGroups(r -> r.userPoolId(POOL).limit(2)).nextToken())
                .isNotNull();

        int admins = 0;
        String token = null;
        do {
            String from = token;
            var page = cognito.listUsersInGroup(
                    r -> r.userPoolId(POOL).groupName("admins").limit(7).nextToken(from));
            admins += page.users().size();
            token = page.nextToken();
        } while (token != null);
        assertThat(admins).isEqualTo(20);
        assertThat(catchThrowableOfType(
                        ResourceNotFoundException.class,
                        () -> cognito.listUsersInGroup(r -> r.userPoolId(POOL).groupName("none"))))
                .isNotNull();
    }

    @Test
    void thePoolIsDescribed() {
        assertThat(cognito.listUserPools(r -> r.maxResults(60)).userPools())
                .anyMatch(pool -> pool.id().equals(POOL));
        var pool = cognito.describeUserPool(r -> r.userPoolId(POOL)).userPool();
        assertThat(pool.estimatedNumberOfUsers()).isEqualTo(990);
        assertThat(pool.mfaConfigurationAsString()).isEqualTo("OPTIONAL");
        assertThat(pool.usernameAttributesAsStrings()).contains("email");
        assertThat(pool.schemaAttributes())
                .anyMatch(attribute -> attribute.name().equals("custom:plan"));
        assertThat(pool.policies().signInPolicy().allowedFirstAuthFactorsAsStrings())
                .containsExactly("PASSWORD");
        assertThat(catchThrowableOfType(
                        ResourceNotFoundException.class,
                        () -> cognito.describeUserPool(r -> r.userPoolId("us-east-1_Nowhere"))))
                .isNotNull();
    }

    @Test
    void providersAndClientsAreDescribed() {
        var providers = cognito.listIdentityProviders(r -> r.userPoolId(POOL)).providers();
        assertThat(providers).hasSize(5);
        assertThat(cognito.describeIdentityProvider(r -> r.userPoolId(POOL).providerName("Google"))
                        .identityProvider()
                        .providerDetails())
                .containsEntry("client_secret", "google-secret-in-clear");
        var clients = cognito.listUserPoolClients(r -> r.userPoolId(POOL)).userPoolClients();
        assertThat(clients).hasSize(2);
        assertThat(cognito.describeUserPoolClient(r ->
                                r.userPoolId(POOL).clientId(clients.getLast().clientId()))
                        .userPoolClient()
                        .clientSecret())
                .isNotBlank();
    }
}
