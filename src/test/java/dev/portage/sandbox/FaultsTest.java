package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.workos.WorkOS;
import com.workos.common.exceptions.GenericServerException;
import com.workos.common.exceptions.RateLimitException;
import com.workos.common.exceptions.TransportException;
import com.workos.common.exceptions.UnauthorizedException;
import dev.portage.testing.SandboxTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;

class FaultsTest extends SandboxTest {

    private WorkOS workos;
    private CognitoIdentityProviderClient cognito;

    @BeforeEach
    void start() {
        workos = SdkClients.workos(sandbox);
        cognito = SdkClients.cognito(sandbox);
    }

    @AfterEach
    void stop() {
        cognito.close();
    }

    private void fault(String json) {
        SdkClients.control(sandbox, "PUT", "/sandbox/faults", json);
    }

    private void create(int number) {
        workos.getUserManagement().create(null, "u" + number + "@example.com");
    }

    private CognitoIdentityProviderException listing() {
        return listing(cognito);
    }

    private static CognitoIdentityProviderException listing(CognitoIdentityProviderClient client) {
        return catchThrowableOfType(
                CognitoIdentityProviderException.class, () -> client.listUsers(r -> r.userPoolId(Sandbox.POOL_ID)));
    }

    @Test
    void errorsComeInTheShareAskedFor() {
        fault("{\"workos\": {\"errorShare\": 0.3, \"errorStatus\": 502}}");

        int failed = 0;
        for (int i = 0; i < 200; i++) {
            int number = i;
            GenericServerException failure = catchThrowableOfType(GenericServerException.class, () -> create(number));
            if (failure != null) {
                assertThat(failure.status).isEqualTo(502);
                failed++;
            }
        }
        assertThat(failed).isBetween(40, 80);
        assertThat(sandbox.workos().userCount()).isEqualTo(200 - failed);
    }

    @Test
    void aCallLostBeforeTheWriteDidNothing() {
        fault("{\"workos\": {\"lostBeforeWrite\": 1}}");

        assertThat(catchThrowableOfType(TransportException.class, () -> create(1)))
                .isNotNull();
        assertThat(sandbox.workos().userCount()).isZero();
        assertThat(SdkClients.control(sandbox, "GET", "/sandbox/calls")
                        .at("/operations/users.create/byStatus/lost")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aCallLostAfterTheWriteDidItsWork() {
        fault("{\"workos\": {\"lostAfterWrite\": 1}}");

        assertThat(catchThrowableOfType(TransportException.class, () -> create(1)))
                .isNotNull();
        assertThat(sandbox.workos().userCount()).isEqualTo(1);
    }

    @Test
    void brokenBodiesFollowARealWrite() {
        fault("{\"workos\": {\"truncated\": 1}}");
        assertThat(catchThrowable(() -> create(1))).isNotNull();
        fault("{\"workos\": {\"malformed\": 1}}");
        assertThat(catchThrowable(() -> create(2))).isNotNull();
        assertThat(catchThrowable(() -> create(3))).isNotNull();

        assertThat(sandbox.workos().userCount()).isEqualTo(3);
    }

    @Test
    void aRuleEndsWithItsCountAndConcernsItsOperations() {
        fault("{\"workos\": {\"outage\": true, \"operations\": [\"users.create\"], \"count\": 2}}");

        workos.getUserManagement().list(null, null, 10);
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(GenericServerException.class, () -> create(1)).status)
                    .isEqualTo(503);
        }
        create(1);
        assertThat(sandbox.workos().userCount()).isEqualTo(1);
    }

    @Test
    void throttlingCarriesItsRetryAfterAndCode() {
        fault("{\"workos\": {\"throttle\": 1, \"retryAfter\": \"7\", \"throttleCode\": \"daily_quota_exceeded\"},"
                + " \"cognito\": {\"throttle\": 1}}");

        RateLimitException refusal = catchThrowableOfType(RateLimitException.class, () -> create(1));
        assertThat(refusal.retryAfterSeconds).isEqualTo(7);
        assertThat(refusal.code).isEqualTo("daily_quota_exceeded");
        assertThat(listing()).isInstanceOf(TooManyRequestsException.class);

        fault("{\"workos\": {\"throttle\": 1, \"retryAfter\": \"date:7\"}}");
        assertThat(SdkClients.http(
                                sandbox,
                                "GET",
                                "/user_management/users",
                                "",
                                "Authorization",
                                "Bearer " + Sandbox.API_KEY)
                        .headers()
                        .firstValue("Retry-After")
                        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)))
                .hasValueSatisfying(date -> assertThat(date.toInstant()).isAfter(Instant.now()));
    }

    @Test
    void aRevokedKeyIsUnauthorized() {
        fault("{\"workos\": {\"unauthorized\": true}}");

        assertThat(catchThrowableOfType(UnauthorizedException.class, () -> create(1)))
                .isNotNull();
    }

    @Test
    void latencyIsAdded() {
        fault("{\"workos\": {\"latencyMillis\": 60, \"latencyJitterMillis\": 10}}");

        Instant before = Instant.now();
        create(1);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void aHangingCallIsDoneThoughItsClientGivesUp() {
        fault("{\"workos\": {\"hang\": 1, \"hangSeconds\": 60}}");
        WorkOS impatient = SdkClients.workos(sandbox, Sandbox.API_KEY, Duration.ofMillis(300));

        assertThat(catchThrowableOfType(
                        TransportException.class,
                        () -> impatient.getUserManagement().create(null, "u1@example.com")))
                .isNotNull();
        assertThat(sandbox.workos().userCount()).isEqualTo(1);
        assertThat(sandbox.calls().path("open").asInt()).isEqualTo(1);
    }

    @Test
    void aHeldCallIsDoneAndAnsweredOnceTheFaultsAreReplaced() {
        fault("{\"workos\": {\"hold\": true}}");
        CompletableFuture<Void> creating = CompletableFuture.runAsync(() -> create(1));
        await().until(() -> sandbox.workos().userCount() == 1);
        assertThat(creating).isNotDone();

        fault("{\"workos\": {\"hold\": true, \"operations\": [\"users.update\"]}}");
        assertThat(creating).succeedsWithin(Duration.ofSeconds(10));
        create(2);
    }

    @Test
    void awsRefusalsComeAsTheSdkReadsThem() {
        assertThat(code(listing(SdkClients.cognito(sandbox, "expired")))).isEqualTo("ExpiredTokenException");
        fault("{\"cognito\": {\"deniedActions\": [\"cognito-idp:ListUsers\"]}}");
        assertThat(code(listing())).isEqualTo("AccessDeniedException");
        assertThat(listing().awsErrorDetails().errorMessage()).contains("cognito-idp:ListUsers");
        assertThat(cognito.describeUserPool(r -> r.userPoolId(Sandbox.POOL_ID)).userPool())
                .isNotNull();
        fault("{\"cognito\": {\"expiredCredentials\": true}}");
        assertThat(code(listing())).isEqualTo("ExpiredTokenException");
        fault("{}");
        assertThat(listing()).isNull();
        assertThat(SdkClients.http(
                                sandbox,
                                "POST",
                                "/",
                                "{}",
                                "X-Amz-Target",
                                "AWSCognitoIdentityProviderService.ListUsers")
                        .body())
                .contains("MissingAuthenticationTokenException");
    }

    private static String code(CognitoIdentityProviderException exception) {
        return exception.awsErrorDetails().errorCode();
    }

    @Test
    void quotasOfCognitoAreCountedBySecond() {
        SdkClients.control(
                sandbox, "PUT", "/sandbox/limits", "{\"cognito.UserList\": {\"limit\": 2, \"seconds\": 1000}}");
        assertThat(listing()).isNull();
        assertThat(listing()).isNull();
        assertThat(listing()).isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void misspeltFaultsAreRefused() {
        assertThat(SdkClients.http(sandbox, "PUT", "/sandbox/faults", "{\"workos\": {\"errorShar\": 1}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(SdkClients.control(sandbox, "GET", "/sandbox/faults").path("workos"))
                .isEmpty();
    }
}
