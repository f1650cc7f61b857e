package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portage.testing.SandboxTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

class CognitoSignInTest extends SandboxTest {

    private static final String POOL = Sandbox.POOL_ID;
    private static final String PUBLIC = "sandboxpublicclient";
    private static final String CONFIDENTIAL = "sandboxconfidentialclient";

    private CognitoIdentityProviderClient cognito;

    @BeforeEach
    void start() {
        cognito = SdkClients.cognito(sandbox);
    }

    @AfterEach
    void stop() {
        cognito.close();
    }

    /** The first generated user of a kind; its password is Passw0rd! and its index. */
    private static int first(Oddity oddity) {
        int index = 0;
        while (Oddities.of(index) != oddity) {
            index++;
        }
        return index;
    }

    private PoolUser user(int index) {
        return sandbox.cognito().users(POOL).get(index);
    }

    private InitiateAuthResponse signIn(int index) {
        return signIn(user(index).username(), "Passw0rd!" + index);
    }

    private InitiateAuthResponse signIn(String username, String password) {
        return cognito.initiateAuth(r -> r.clientId(PUBLIC)
                .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", username, "PASSWORD", password)));
    }

    private <E extends CognitoIdentityProviderException> E refused(Class<E> type, int index) {
        return catchThrowableOfType(type, () -> signIn(index));
    }

    @Test
    void theRightPasswordGivesTokens() {
        int index = first(Oddity.NONE);
        String email = user(index).attribute("email").orElseThrow();

        assertThat(signIn(index).authenticationResult().accessToken()).isNotBlank();
        assertThat(signIn(email, "Passw0rd!" + index).authenticationResult().expiresIn())
                .isEqualTo(3_600);
        assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> signIn(email, "wrong")))
                .hasMessageContaining("Incorrect username or password");
    }

    @Test
    void statusesThatProveNothingAreSaid() {
        assertThat(refused(UserNotConfirmedException.class, first(Oddity.UNCONFIRMED)))
                .isNotNull();
        assertThat(refused(PasswordResetRequiredException.class, first(Oddity.RESET_REQUIRED)))
                .isNotNull();
        assertThat(refused(NotAuthorizedException.class, first(Oddity.DISABLED)))
                .hasMessageContaining("disabled");
        assertThat(refused(NotAuthorizedException.class, first(Oddity.GOOGLE))).isNotNull();
    }

    @Test
    void aSecondFactorIsOwedAndAnswered() {
        int index = first(Oddity.TOTP);
        InitiateAuthResponse challenge = signIn(index);
        assertThat(challenge.authenticationResult()).isNull();
        assertThat(challenge.challengeNameAsString()).isEqualTo("SOFTWARE_TOKEN_MFA");

        assertThat(catchThrowableOfType(CodeMismatchException.class, () -> answer(challenge, index, "000000")))
                .isNotNull();
        assertThat(answer(challenge, index, Challenges.CODE)).isNotBlank();
        assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> answer(challenge, index, Challenges.CODE)))
                .as("a session is good for one sign-in")
                .isNotNull();
    }

    private String answer(InitiateAuthResponse challenge, int index, String code) {
        return cognito.respondToAuthChallenge(r -> r.clientId(PUBLIC)
                        .challengeName(challenge.challengeName())
                        .session(challenge.session())
                        .challengeResponses(
                                Map.of("USERNAME", user(index).username(), "SOFTWARE_TOKEN_MFA_CODE", code)))
                .authenticationResult()
                .accessToken();
    }

    @Test
    void aSessionExpires() {
        int index = first(Oddity.TOTP);
        InitiateAuthResponse challenge = signIn(index);

        sandbox.advance(Duration.ofMinutes(4));

        assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> answer(challenge, index, Challenges.CODE)))
                .hasMessageContaining("expired");
    }

    @Test
    void aTemporaryPasswordIsReplaced() {
        int index = first(Oddity.FORCE_CHANGE_PASSWORD);
        InitiateAuthResponse challenge = signIn(index);
        assertThat(challenge.challengeNameAsString()).isEqualTo("NEW_PASSWORD_REQUIRED");

        cognito.respondToAuthChallenge(r -> r.clientId(PUBLIC)
                .challengeName("NEW_PASSWORD_REQUIRED")
                .session(challenge.session())
                .challengeResponses(Map.of("USERNAME", user(index).username(), "NEW_PASSWORD", "An0ther!password")));

        assertThat(user(index).status()).isEqualTo("CONFIRMED");
        assertThat(signIn(user(index).username(), "An0ther!password").authenticationResult())
                .isNotNull();
    }

    @Test
    void fiveFailuresLockForALittle() {
        int index = first(Oddity.NONE);
        String username = user(index).username();
        for (int i = 0; i < 5; i++) {
            assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> signIn(username, "wrong")))
                    .hasMessageContaining("Incorrect");
        }

        assertThat(refused(NotAuthorizedException.class, index)).hasMessageContaining("Password attempts exceeded");
        sandbox.advance(Duration.ofSeconds(1));
        assertThat(signIn(index).authenticationResult()).isNotNull();
    }

    private AdminInitiateAuthResponse adminSignIn(Map<String, String> more) {
        int index = first(Oddity.NONE);
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("USERNAME", user(index).username());
        parameters.put("PASSWORD", "Passw0rd!" + index);
        return cognito.adminInitiateAuth(r -> r.userPoolId(POOL)
                .clientId(CONFIDENTIAL)
                .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                .authParameters(parameters)
                .contextData(c -> c.ipAddress("203.0.113.9")
                        .serverName("portage")
                        .serverPath("/sign-in")
                        .httpHeaders(h -> h.headerName("User-Agent").headerValue("test"))));
    }

    @Test
    void aClientWithASecretWantsTheHash() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sandbox-client-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String message = user(first(Oddity.NONE)).username() + CONFIDENTIAL;
        String hash = Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));

        assertThat(adminSignIn(Map.of("SECRET_HASH", hash))
                        .authenticationResult()
                        .idToken())
                .isNotBlank();
        assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> adminSignIn(Map.of())))
                .hasMessageContaining("SECRET_HASH was not received");
        assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> adminSignIn(Map.of("SECRET_HASH", "x"))))
                .hasMessageContaining("Unable to verify secret hash");
    }

    @Test
    void flowsThatAreOffAndUnknownUsersAreToldAsThePoolIsSet() {
        assertThat(catchThrowableOfType(NotAuthorizedException.class, () -> signIn("nobody", "x")))
                .isNotNull();
        SdkClients.control(
                sandbox,
                "PUT",
                "/sandbox/pools/" + POOL,
                "{\"existenceErrors\": true, \"authFlows\": [\"USER_PASSWORD_AUTH\"]}");
        assertThat(catchThrowableOfType(UserNotFoundException.class, () -> signIn("nobody", "x")))
                .isNotNull();
        assertThat(catchThrowableOfType(InvalidParameterException.class, () -> adminSignIn(Map.of())))
                .hasMessageContaining("flow not enabled");
    }

    @Test
    void anyOtherAnswerCanBeAskedFor() {
        int index = first(Oddity.NONE);
        String path = "/sandbox/pools/" + POOL + "/users/" + user(index).sub();

        SdkClients.control(sandbox, "PATCH", path, "{\"challenge\": \"UserLambdaValidationException\"}");
        assertThat(refused(UserLambdaValidationException.class, index)).isNotNull();
        SdkClients.control(sandbox, "PATCH", path, "{\"challenge\": \"SELECT_MFA_TYPE\"}");
        assertThat(signIn(index).challengeNameAsString()).isEqualTo("SELECT_MFA_TYPE");
        SdkClients.control(sandbox, "PATCH", path, "{\"challenge\": \"TemporaryPasswordExpired\"}");
        assertThat(refused(NotAuthorizedException.class, index)).hasMessageContaining("Temporary password");
    }
}
