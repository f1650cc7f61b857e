package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.EndUser;
import dev.portage.migration.Password;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.SandboxTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both flows, clients with and without a secret, and settings that are wrong. */
class PasswordProofsTest extends SandboxTest {
    private static final PoolAddress POOL = new PoolAddress(Sandbox.POOL_ID, "us-east-1");
    private static final EndUser SOMEBODY = new EndUser("203.0.113.9", "Mozilla/5.0");

    private CognitoClients clients;

    @AfterEach
    void stop() {
        if (clients != null) {
            clients.close();
        }
    }

    private PasswordProofs proofs(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(settings);
        properties.put("portage.cognito.endpoint", sandbox.url().toString());
        properties.put("portage.cognito.access-key-id", "sandbox");
        properties.put("portage.cognito.secret-access-key", "sandbox");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(CognitoConfig.class)
                .withMapping(SignInConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        clients = new CognitoClients(config.getConfigMapping(CognitoConfig.class));
        return new PasswordProofs(clients, config.getConfigMapping(SignInConfig.class), NoMetrics.metrics());
    }

    private PasswordProofs proofs(String client, String secret, String flow) {
        return proofs(Map.of(
                "portage.cognito.client-id", client,
                "portage.cognito.client-secret", secret,
                "portage.cognito.sign-in-flow", flow));
    }

    private PoolUser plainUser() {
        return sandbox.cognito().users(Sandbox.POOL_ID).stream()
                .filter(user -> user.status().equals("CONFIRMED") && user.enabled() && user.challenge() == null)
                .findFirst()
                .orElseThrow();
    }

    private static Password password(String text) {
        return new Password(text.toCharArray());
    }

    private static PasswordProof prove(PasswordProofs proofs, PoolUser user) {
        return proofs.prove(POOL, user.username(), password(user.password()), SOMEBODY);
    }

    @ParameterizedTest
    @CsvSource({
        "sandboxpublicclient, '', ADMIN_USER_PASSWORD_AUTH",
        "sandboxconfidentialclient, sandbox-client-secret, ADMIN_USER_PASSWORD_AUTH",
        "sandboxpublicclient, '', USER_PASSWORD_AUTH",
        "sandboxconfidentialclient, sandbox-client-secret, USER_PASSWORD_AUTH"
    })
    void theRightPasswordIsProvenAndASecondFactorAnswered(String client, String secret, String flow) {
        PasswordProofs proofs = proofs(client, secret, flow);
        PoolUser user = plainUser();
        PoolUser careful = sandbox.cognito().users(Sandbox.POOL_ID).stream()
                .filter(totp -> "SOFTWARE_TOKEN_MFA".equals(totp.challenge()))
                .findFirst()
                .orElseThrow();

        assertThat(prove(proofs, user)).isEqualTo(new PasswordProof.Proven(user.sub()));
        assertThat(proofs.prove(POOL, user.username(), password("wrong"), EndUser.UNKNOWN))
                .isEqualTo(new PasswordProof.Wrong());
        CognitoChallenge challenge = ((PasswordProof.Owed) prove(proofs, careful)).challenge();
        assertThat(proofs.answer(POOL, challenge, "000000", SOMEBODY)).isEqualTo(new PasswordProof.WrongCode());
        assertThat(proofs.answer(POOL, challenge, "123456", SOMEBODY))
                .isEqualTo(new PasswordProof.Proven(careful.sub()));
        assertThat(proofs.answer(POOL, challenge, "123456", SOMEBODY)).isEqualTo(new PasswordProof.Expired());
    }

    @ParameterizedTest
    @CsvSource({
        "sandboxconfidentialclient, wrong-secret, PORTAGE_COGNITO_CLIENT_SECRET",
        "sandboxconfidentialclient, '', PORTAGE_COGNITO_CLIENT_SECRET",
        "sandboxpublicclient, needless-secret, PORTAGE_COGNITO_CLIENT_SECRET",
        "nosuchclient, '', PORTAGE_COGNITO_CLIENT_ID"
    })
    void aWrongSettingIsNoWrongPassword(String client, String secret, String remedy) {
        assertThat(prove(proofs(client, secret, "ADMIN_USER_PASSWORD_AUTH"), plainUser()))
                .isInstanceOfSatisfying(
                        PasswordProof.Misconfigured.class,
                        misconfigured -> assertThat(misconfigured.remedy()).contains(remedy));
    }

    @Test
    void aFlowOrARightThatLacksIsNamed() {
        PasswordProofs proofs = proofs("sandboxpublicclient", "", "ADMIN_USER_PASSWORD_AUTH");
        sandbox.faults("{\"cognito\":{\"deniedActions\":[\"cognito-idp:AdminInitiateAuth\"]}}");
        assertThat(prove(proofs, plainUser())).asString().contains("allow cognito-idp:AdminInitiateAuth");

        sandbox.faults("{}");
        sandbox.pool(Sandbox.POOL_ID, "{\"authFlows\":[\"USER_PASSWORD_AUTH\"]}");
        assertThat(prove(proofs, plainUser())).asString().contains("PORTAGE_COGNITO_SIGN_IN_FLOW");
    }

    @Test
    void anUnknownUserIsToldOnlyByPoolsThatTell() {
        PasswordProofs proofs = proofs("sandboxpublicclient", "", "ADMIN_USER_PASSWORD_AUTH");
        assertThat(proofs.prove(POOL, "nobody@example.org", password("any"), SOMEBODY))
                .isEqualTo(new PasswordProof.Wrong());

        sandbox.pool(Sandbox.POOL_ID, "{\"existenceErrors\":true}");
        assertThat(proofs.prove(POOL, "nobody@example.org", password("any"), SOMEBODY))
                .isEqualTo(new PasswordProof.UnknownUser());
    }

    @Test
    void theSecretHashIsThatOfTheDeveloperGuide() {
        assertThat(new AppClient("client", Optional.of("secret")).secretHash("user"))
                .hasValue("wvW87lzZoI+qQCVGmWVBJLlucdJ65huAVP1z+0MgA6E=");
    }
}
