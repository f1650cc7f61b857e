package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** InitiateAuth and AdminInitiateAuth with a password. */
final class CognitoSignIn {

    private static final Set<String> COMMON =
            Set.of("ClientId", "AuthFlow", "AuthParameters", "ClientMetadata", "AnalyticsMetadata", "Session");
    private static final String NOT_AUTHORIZED = "NotAuthorizedException";
    private static final String WRONG = "Incorrect username or password.";

    private final CognitoState state;
    private final Lockout lockout;
    private final Challenges challenges;

    CognitoSignIn(CognitoState state, SandboxClock clock, Challenges challenges) {
        this.state = state;
        lockout = new Lockout(clock);
        this.challenges = challenges;
    }

    ObjectNode initiateAuth(Call call) {
        Params params = Params.of(call, with("UserContextData"));
        String clientId = params.required("ClientId");
        Pool pool = state.pools().values().stream()
                .filter(candidate -> AppClient.of(candidate).stream()
                        .anyMatch(client -> client.id().equals(clientId)))
                .findFirst()
                .orElseThrow(() -> AppClient.unknown(clientId));
        return signIn(pool, params, "USER_PASSWORD_AUTH");
    }

    ObjectNode adminInitiateAuth(Call call) {
        Params params = Params.of(call, with("UserPoolId", "ContextData"));
        Pool pool = state.pool(params.required("UserPoolId"));
        JsonNode context = params.node("ContextData");
        for (String part : List.of("IpAddress", "ServerName", "ServerPath", "HttpHeaders")) {
            if (context.isObject() && !context.hasNonNull(part)) {
                throw CognitoErrors.of(CognitoErrors.INVALID, "ContextData lacks " + part);
            }
        }
        return signIn(pool, params, "ADMIN_USER_PASSWORD_AUTH");
    }

    private static Set<String> with(String... more) {
        Set<String> all = new HashSet<>(COMMON);
        all.addAll(List.of(more));
        return all;
    }

    private ObjectNode signIn(Pool pool, Params params, String ownFlow) {
        AppClient client = AppClient.require(pool, params.required("ClientId"));
        String flow = params.required("AuthFlow");
        if (!pool.wanted().flows().contains(flow)) {
            throw CognitoErrors.of(CognitoErrors.INVALID, flow + " flow not enabled for this client");
        }
        if (!flow.equals(ownFlow) && !flow.equals("CUSTOM_AUTH")) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Initiate Auth method not supported.");
        }
        JsonNode given = params.node("AuthParameters");
        String username = text(given, "USERNAME");
        client.check(username, given.hasNonNull("SECRET_HASH") ? text(given, "SECRET_HASH") : null);
        Optional<PoolUser> found = pool.users().bySignIn(username);
        if (found.isEmpty()) {
            throw pool.wanted().revealsUsers()
                    ? CognitoErrors.of("UserNotFoundException", "User does not exist.")
                    : CognitoErrors.of(NOT_AUTHORIZED, WRONG);
        }
        PoolUser user = found.get();
        refuse(user);
        if (flow.equals("CUSTOM_AUTH")) {
            return challenges.ask(pool, user, client, "CUSTOM_CHALLENGE");
        }
        proveBy(pool, user, text(given, "PASSWORD"));
        return challenges.answer(pool, user, client);
    }

    private static String text(JsonNode parameters, String name) {
        JsonNode value = parameters.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Missing required parameter " + name);
        }
        return value.textValue();
    }

    /** What is answered whatever the password: it proves nothing, and a client that thinks so is found out. */
    private static void refuse(PoolUser user) {
        String challenge = user.challenge();
        if (challenge != null && challenge.endsWith("Exception")) {
            throw CognitoErrors.of(challenge, "As the user's challenge asks for");
        }
        if (!user.enabled()) {
            throw CognitoErrors.of(NOT_AUTHORIZED, "User is disabled.");
        }
        switch (user.status()) {
            case "UNCONFIRMED" -> throw CognitoErrors.of("UserNotConfirmedException", "User is not confirmed.");
            case "RESET_REQUIRED" ->
                throw CognitoErrors.of("PasswordResetRequiredException", "Password reset required for the user");
            case "ARCHIVED", "COMPROMISED", "UNKNOWN" -> throw CognitoErrors.of(NOT_AUTHORIZED, WRONG);
            default -> {}
        }
    }

    private void proveBy(Pool pool, PoolUser user, String password) {
        String key = pool.id() + "/" + user.sub();
        if (lockout.locked(key)) {
            throw CognitoErrors.of(NOT_AUTHORIZED, "Password attempts exceeded");
        }
        if (!matches(user.password(), password)) {
            lockout.failed(key);
            throw CognitoErrors.of(NOT_AUTHORIZED, WRONG);
        }
        lockout.succeeded(key);
        if ("TemporaryPasswordExpired".equals(user.challenge())) {
            throw CognitoErrors.of(
                    NOT_AUTHORIZED, "Temporary password has expired and must be reset by an administrator.");
        }
    }

    private static boolean matches(@Nullable String actual, String given) {
        return actual != null && actual.equals(given);
    }
}
