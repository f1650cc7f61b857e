package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portage.migration.CognitoUser;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.SandboxTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class UserPoolsTest extends SandboxTest {

    private static final String REGION = "us-east-1";
    private static final String POOL = Sandbox.POOL_ID;
    private static final Map<String, String> CREDENTIALS =
            Map.of("portage.cognito.access-key-id", "sandbox", "portage.cognito.secret-access-key", "sandbox");

    private final HttpClient http = HttpClient.newHttpClient();
    private CognitoClients clients;
    private UserPools pools;

    @BeforeEach
    void start() throws Exception {
        control("PUT", "/sandbox/limits", "{\"all\": \"unlimited\"}");
        clients = clients(sandbox.url());
        pools = new UserPools(calls(clients));
    }

    @AfterEach
    void stop() {
        clients.close();
        http.close();
    }

    private static Calls calls(CognitoClients clients) {
        return new Calls(clients, NoMetrics.metrics());
    }

    private static PoolDescriptions descriptions(CognitoClients clients) {
        return new PoolDescriptions(calls(clients));
    }

    @Test
    void listsEveryUserThoughPagesAreShortOrEmpty() throws Exception {
        faults("\"shortPages\": 0.5");

        List<CognitoUser> users = listAll();

        assertThat(users).hasSize(1_000);
        assertThat(users).allSatisfy(user -> {
            PoolUser original = sandbox.cognito().user(POOL, user.sub()).orElseThrow();
            assertThat(user.username()).isEqualTo(original.username());
            assertThat(user.status()).isEqualTo(original.status());
            assertThat(user.enabled()).isEqualTo(original.enabled());
            assertThat(user.createdAt()).isEqualTo(original.createdAt());
            assertThat(user.modifiedAt()).isEqualTo(original.modifiedAt());
            assertThat(user.attributes()).isEqualTo(original.attributes());
        });
        assertThat(users).extracting(CognitoUser::status).contains("ARCHIVED", "COMPROMISED");
        assertThat(users.stream().filter(user -> !user.identities().isEmpty())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dates=iso&pages=merged", "dates=epoch&pages=many"})
    void aDumpHoldsWhatTheListingShows(String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(sandbox.url() + "/sandbox/pools/" + POOL + "/dump?" + form))
                .build();
        InputStream dump =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        CollectingSink sink = new CollectingSink();

        DumpSummary summary = new DumpReader(100).read(dump, sink);

        assertThat(sink.users).containsExactlyInAnyOrderElementsOf(listAll());
        assertThat(summary).isEqualTo(new DumpSummary(1_000, 0, false));
    }

    @Test
    void aUserWithoutSubIsReported() throws Exception {
        String sub = sandbox.cognito().users(POOL).getFirst().sub();
        control(
                "PATCH",
                "/sandbox/pools/" + POOL + "/users/" + sub,
                "{\"username\": \"nobody\", \"attributes\": {\"sub\": null}}");
        List<UnreadableUser> unreadable = new ArrayList<>();

        List<CognitoUser> users = listAll(unreadable);

        assertThat(users).hasSize(999);
        assertThat(unreadable).extracting(UnreadableUser::username).containsExactly("nobody");
    }

    @Test
    void describesAPool() {
        UserPool pool = read(descriptions(clients).describe(REGION, POOL));

        assertThat(pool.id()).isEqualTo(POOL);
        assertThat(pool.estimatedUsers()).isEqualTo(990);
        assertThat(pool.customAttributes())
                .contains("custom:plan", "custom:tenant")
                .doesNotContain("email");
    }

    @Test
    void aStaleTokenAsksForANewListingAndIsNotRepeated() {
        String token = read(pools.listUsers(REGION, POOL, Optional.empty()))
                .nextToken()
                .orElseThrow();
        sandbox.advance(Duration.ofMinutes(61));

        assertThat(pools.listUsers(REGION, POOL, Optional.of(token)))
                .isInstanceOf(Reading.TokenExpired.class)
                .extracting(Object::toString)
                .asString()
                .doesNotContain(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"throttle\": 1                                       | Throttled",
                "\"deniedActions\": [\"cognito-idp:ListUsers\"]        | Refused",
                "\"unauthorized\": true                                | Refused",
                "\"expiredCredentials\": true                          | Refused",
                "\"outage\": true                                      | Unavailable",
                "\"errorShare\": 1                                     | Unavailable",
                "\"lostAfterWrite\": 1                                 | Unavailable",
                "\"truncated\": 1                                      | Unavailable",
            })
    void faultsBecomeOutcomes(String fault, String outcome) throws Exception {
        faults(fault);

        assertThat(pools.listUsers(REGION, POOL, Optional.empty()).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void anAnswerThatIsNoneNeverEndsTheListing() throws Exception {
        faults("\"malformed\": 1");

        // By turns not JSON and without a list of users, whatever the SDK sends again.
        for (int i = 0; i < 4; i++) {
            assertThat(pools.listUsers(REGION, POOL, Optional.empty())).isInstanceOf(Reading.Unavailable.class);
            assertThat(descriptions(clients).describe(REGION, POOL)).isInstanceOf(Reading.Unavailable.class);
        }
    }

    @Test
    void leavesTryingAgainToTheCaller() throws Exception {
        faults("\"outage\": true, \"count\": 1");
        assertThat(pools.listUsers(REGION, POOL, Optional.empty())).isInstanceOf(Reading.Unavailable.class);
        assertThat(pools.listUsers(REGION, POOL, Optional.empty())).isInstanceOf(Reading.Read.class);

        faults("\"throttle\": 1, \"count\": 1");
        assertThat(pools.listUsers(REGION, POOL, Optional.empty())).isInstanceOf(Reading.Throttled.class);
        assertThat(pools.listUsers(REGION, POOL, Optional.empty())).isInstanceOf(Reading.Read.class);
    }

    @Test
    void theSdksOwnSettingOfTheAddressCounts() {
        System.setProperty(
                "aws.endpointUrlCognitoIdentityProvider", sandbox.url().toString());
        CognitoClients redirected = new CognitoClients(config(CREDENTIALS));
        try {
            assertThat(descriptions(redirected).describe(REGION, POOL)).isInstanceOf(Reading.Read.class);
        } finally {
            System.clearProperty("aws.endpointUrlCognitoIdentityProvider");
            redirected.close();
        }
    }

    @Test
    void nobodyListens() {
        sandbox.close();

        assertThat(pools.listUsers(REGION, POOL, Optional.empty()))
                .isInstanceOfSatisfying(
                        Reading.Unavailable.class,
                        unavailable -> assertThat(unavailable.problem()).contains("ConnectException"));
    }

    @Test
    void whatIsNoRegionOrPoolIsSaidSo() {
        assertThat(pools.listUsers("x.example.com/", POOL, Optional.empty())).isInstanceOf(Reading.Refused.class);
        assertThat(pools.listUsers(REGION, "customers", Optional.empty())).isInstanceOf(Reading.PoolNotFound.class);
        assertThat(pools.listUsers(REGION, "us-east-1_Nothing", Optional.empty()))
                .isInstanceOf(Reading.PoolNotFound.class);
    }

    @Test
    void missingCredentialsAreNamed() {
        CognitoClients poor = new CognitoClients(
                config(Map.of("portage.cognito.endpoint", sandbox.url().toString())), () -> {
                    throw SdkClientException.create("Unable to load credentials");
                });

        assertThat(new UserPools(calls(poor)).listUsers(REGION, POOL, Optional.empty()))
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

    private List<CognitoUser> listAll() {
        List<UnreadableUser> unreadable = new ArrayList<>();
        List<CognitoUser> users = listAll(unreadable);
        assertThat(unreadable).isEmpty();
        return users;
    }

    private List<CognitoUser> listAll(List<UnreadableUser> unreadable) {
        List<CognitoUser> users = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            UserPage page = read(pools.listUsers(REGION, POOL, token));
            users.addAll(page.users());
            unreadable.addAll(page.unreadable());
            token = page.nextToken();
        } while (token.isPresent());
        return users;
    }

    private void faults(String cognito) throws IOException, InterruptedException {
        control("PUT", "/sandbox/faults", "{\"cognito\": {" + cognito + "}}");
    }

    private void control(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
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
