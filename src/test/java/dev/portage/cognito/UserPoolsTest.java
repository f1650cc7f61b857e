package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portage.migration.CognitoUser;
import dev.portage.migration.Identity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class UserPoolsTest {

    private static final String REGION = "eu-west-1";
    private static final String POOL = "eu-west-1_AbC123";
    private static final Map<String, String> CREDENTIALS =
            Map.of("portage.cognito.access-key-id", "sandbox", "portage.cognito.secret-access-key", "sandbox");

    private ScriptedCognito cognito;
    private CognitoClients clients;
    private UserPools pools;

    @BeforeEach
    void start() throws IOException {
        cognito = new ScriptedCognito();
        clients = clients(cognito.address());
        pools = new UserPools(clients);
    }

    @AfterEach
    void stop() {
        clients.close();
        cognito.close();
    }

    @Test
    void listsOnePage() {
        cognito.answers("""
                {"Users": [
                 {"Username": "My_IdP_1", "Enabled": false, "UserStatus": "ARCHIVED", "UserCreateDate": 1572324485.926,
                  "Attributes": [{"Name": "sub", "Value": "5f2c"}, {"Name": "email", "Value": "j@example.com"},
                   {"Name": "identities", "Value": "[{\\"userId\\":\\"1\\",\\"providerName\\":\\"My_IdP\\",\\"primary\\":\\"true\\"}]"}]},
                 {"Username": "nobody", "Enabled": true, "Attributes": []}
                ], "PaginationToken": "next"}
                """);

        UserPage page = read(pools.listUsers(REGION, POOL, Optional.empty()));

        assertThat(page.users())
                .containsExactly(new CognitoUser(
                        "5f2c",
                        "My_IdP_1",
                        "ARCHIVED",
                        false,
                        Instant.ofEpochMilli(1572324485926L),
                        null,
                        Map.of(
                                "sub", "5f2c",
                                "email", "j@example.com",
                                "identities", "[{\"userId\":\"1\",\"providerName\":\"My_IdP\",\"primary\":\"true\"}]"),
                        List.of(new Identity("1", "My_IdP", null, true))));
        assertThat(page.unreadable()).singleElement().satisfies(entry -> {
            assertThat(entry.position()).isEqualTo("Users[1]");
            assertThat(entry.username()).isEqualTo("nobody");
        });
        assertThat(page.nextToken()).contains("next");
        assertThat(cognito.requests).containsExactly("ListUsers {\"UserPoolId\":\"" + POOL + "\",\"Limit\":60}");
    }

    @Test
    void anEmptyPageMayHaveASuccessor() {
        cognito.answers("{\"Users\": [], \"PaginationToken\": \"third\"}");
        cognito.answers("{\"Users\": []}");

        UserPage second = read(pools.listUsers(REGION, POOL, Optional.of("second")));
        UserPage third = read(pools.listUsers(REGION, POOL, second.nextToken()));

        assertThat(second.users()).isEmpty();
        assertThat(second.nextToken()).contains("third");
        assertThat(third.nextToken()).isEmpty();
        assertThat(cognito.requests)
                .containsExactly(
                        "ListUsers {\"UserPoolId\":\"" + POOL + "\",\"Limit\":60,\"PaginationToken\":\"second\"}",
                        "ListUsers {\"UserPoolId\":\"" + POOL + "\",\"Limit\":60,\"PaginationToken\":\"third\"}");
    }

    @Test
    void describesAPool() {
        cognito.answers("""
                {"UserPool": {"Id": "eu-west-1_AbC123", "Name": "customers", "EstimatedNumberOfUsers": 1234,
                 "SchemaAttributes": [{"Name": "email"}, {"Name": "custom:plan"}, {"Name": "dev:custom:note"}]}}
                """);

        assertThat(read(pools.describe(REGION, POOL)))
                .isEqualTo(new UserPool(POOL, "customers", 1234, List.of("custom:plan", "dev:custom:note")));
    }

    @Test
    void aStaleTokenAsksForANewListingAndIsNotRepeated() {
        cognito.fails(400, "InvalidParameterException", "Paging marker s3cret is invalid for request");

        assertThat(pools.listUsers(REGION, POOL, Optional.of("s3cret")))
                .isInstanceOf(Reading.TokenExpired.class)
                .extracting(Object::toString)
                .asString()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "400, TooManyRequestsException, Throttled, 2",
        "400, NotAuthorizedException, Refused, 1",
        "400, AccessDeniedException, Refused, 1",
        "400, UnrecognizedClientException, Refused, 1",
        "400, ExpiredTokenException, Refused, 1",
        "403, ForbiddenException, Refused, 1",
        "400, ResourceNotFoundException, PoolNotFound, 1",
        "400, InvalidParameterException, Refused, 1",
        "500, InternalErrorException, Unavailable, 2",
    })
    void failuresBecomeOutcomes(int status, String error, String outcome, int attempts) {
        cognito.fails(status, error, "from AWS");

        Reading<UserPage> reading = pools.listUsers(REGION, POOL, Optional.empty());

        assertThat(reading.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(reading.toString()).doesNotContain("from AWS");
        assertThat(cognito.requests).hasSize(attempts);
    }

    @Test
    void triesOnceMoreAfterAShortOutage() {
        cognito.fails(503, "ServiceUnavailable", "");
        cognito.answers("{\"Users\": []}");

        assertThat(read(pools.listUsers(REGION, POOL, Optional.empty())).users())
                .isEmpty();
    }

    @Test
    void theSdksOwnSettingOfTheAddressCounts() {
        cognito.answers("{\"Users\": []}");
        System.setProperty(
                "aws.endpointUrlCognitoIdentityProvider", cognito.address().toString());
        CognitoClients redirected = new CognitoClients(config(CREDENTIALS));
        try {
            new UserPools(redirected).listUsers(REGION, POOL, Optional.empty());
        } finally {
            System.clearProperty("aws.endpointUrlCognitoIdentityProvider");
            redirected.close();
        }

        assertThat(cognito.requests).hasSize(1);
    }

    @Test
    void nobodyListens() {
        cognito.close();

        assertThat(pools.listUsers(REGION, POOL, Optional.empty()))
                .isInstanceOfSatisfying(
                        Reading.Unavailable.class,
                        unavailable -> assertThat(unavailable.problem()).contains("could not be reached"));
    }

    @Test
    void whatIsNoRegionOrPoolIsNotAskedFor() {
        assertThat(pools.listUsers("x.example.com/", POOL, Optional.empty())).isInstanceOf(Reading.Refused.class);
        assertThat(pools.listUsers(REGION, "customers", Optional.empty())).isInstanceOf(Reading.PoolNotFound.class);
        assertThat(cognito.requests).isEmpty();
    }

    @Test
    void missingCredentialsAreNamed() {
        CognitoClients poor = new CognitoClients(
                config(Map.of("portage.cognito.endpoint", cognito.address().toString())), () -> {
                    throw SdkClientException.create("Unable to load credentials");
                });

        assertThat(new UserPools(poor).listUsers(REGION, POOL, Optional.empty()))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.remedy()).contains("No AWS credentials"));
        poor.close();
    }

    @Test
    void halfAPairOfCredentialsIsAMistake() {
        assertThatThrownBy(() -> new CognitoClients(config(Map.of("portage.cognito.access-key-id", "id"))))
                .hasMessageContaining("portage.cognito.secret-access-key");
    }

    private static <T> T read(Reading<T> reading) {
        return ((Reading.Read<T>) reading).value();
    }

    private static CognitoClients clients(URI endpoint) {
        Map<String, String> properties = new HashMap<>(CREDENTIALS);
        properties.put("portage.cognito.endpoint", endpoint.toString());
        return new CognitoClients(config(properties));
    }

    private static CognitoConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(CognitoConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(CognitoConfig.class);
    }
}
