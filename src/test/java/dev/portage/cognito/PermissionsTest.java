package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.cognito.Permissions.Action;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.SandboxTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The IAM policy of the documentation is enough for every call that is tried, and nothing in it is superfluous. */
class PermissionsTest extends SandboxTest {
    private static final Pattern NAMED = Pattern.compile("cognito-idp:[A-Z][a-z][A-Za-z]+");
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\\n(\\{.*?\\n})\\n```", Pattern.DOTALL);

    private CognitoClients clients;
    private Permissions permissions;

    @BeforeEach
    void start() throws Exception {
        sandbox.limits("{\"all\": \"unlimited\"}");
        CognitoConfig config = new SmallRyeConfigBuilder()
                .withMapping(CognitoConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "portage.cognito.endpoint", sandbox.url().toString(),
                                "portage.cognito.access-key-id", "sandbox",
                                "portage.cognito.secret-access-key", "sandbox"),
                        "test",
                        1))
                .build()
                .getConfigMapping(CognitoConfig.class);
        clients = new CognitoClients(config);
        permissions = with(Map.of("portage.cognito.client-id", "anyclient"));
    }

    private Permissions with(Map<String, String> settings) {
        SignInConfig signIn = new SmallRyeConfigBuilder()
                .withMapping(SignInConfig.class)
                .withMapping(CognitoConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 1))
                .build()
                .getConfigMapping(SignInConfig.class);
        return new Permissions(new Calls(clients, NoMetrics.metrics()), signIn);
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    private static Set<String> policy() throws Exception {
        Matcher block = JSON_BLOCK.matcher(Files.readString(Path.of("docs/iam.md")));
        assertThat(block.find()).isTrue();
        JsonNode policy = new ObjectMapper().readTree(block.group(1));
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : policy.path("Statement")) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            statement.path("Action").forEach(action -> actions.add(action.asText()));
        }
        return actions;
    }

    private Set<String> refused() {
        return Arrays.stream(Action.values())
                .filter(action -> !(permissions.mayDo(action, "us-east-1", Sandbox.POOL_ID) instanceof Reading.Read))
                .map(Action::iam)
                .collect(Collectors.toSet());
    }

    @Test
    void thePolicyNamesWhatIsTriedAndNothingElse() throws Exception {
        assertThat(policy())
                .isEqualTo(Arrays.stream(Action.values()).map(Action::iam).collect(Collectors.toSet()));
        assertThat(refused()).isEmpty();
    }

    @Test
    void withoutOneActionTheCallOfItsNameIsRefusedAndNoOther() throws Exception {
        for (String action : policy()) {
            sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"%s\"]}]}".formatted(action));
            assertThat(refused()).containsExactly(action);
        }
    }

    @Test
    void aRefusalSaysWhatToAllow() {
        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:ListUsers\"]}]}");
        assertThat(permissions.mayDo(Action.LIST_USERS, "us-east-1", Sandbox.POOL_ID))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.remedy())
                                .contains("allow cognito-idp:ListUsers on user pool " + Sandbox.POOL_ID));
    }

    @Test
    void aPoolThatIsNotThereIsNoPermission() {
        assertThat(permissions.mayDo(Action.DESCRIBE_USER_POOL, "us-east-1", "us-east-1_Nowhere"))
                .isInstanceOf(Reading.PoolNotFound.class);
    }

    /** Whatever page an operator reads: it asks for no right that the policy has not. */
    @Test
    void noPageNamesAnotherRight() throws Exception {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), Files.walk(Path.of("docs")))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                NAMED.matcher(Files.readString(page)).results().forEach(right -> named.add(right.group()));
            }
        }
        assertThat(named).isEqualTo(policy());
    }

    @Test
    void passwordsAreProvenOnlyWithAnAppClient() {
        Permissions without = with(Map.of());
        Permissions unsigned = with(
                Map.of("portage.cognito.client-id", "anyclient", "portage.cognito.sign-in-flow", "USER_PASSWORD_AUTH"));
        for (Action action : Set.of(Action.ADMIN_INITIATE_AUTH, Action.ADMIN_RESPOND_TO_AUTH_CHALLENGE)) {
            assertThat(permissions.needed(action)).isTrue();
            assertThat(without.needed(action)).isFalse();
            assertThat(unsigned.needed(action)).as("it needs no credentials").isFalse();
        }
        assertThat(without.needed(Action.LIST_USERS)).isTrue();
        assertThat(unsigned.needed(Action.LIST_USERS)).isTrue();
    }
}
