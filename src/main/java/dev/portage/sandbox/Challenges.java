package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a proven password is answered with: tokens, or a challenge. The code of every second factor is 123456. */
final class Challenges {

    static final String CODE = "123456";

    private static final long LIFETIME_NANOS = 180_000_000_000L;
    private static final int PASSWORD_LENGTH = 6;
    private static final Set<String> PARAMETERS = Set.of(
            "UserPoolId",
            "ClientId",
            "ChallengeName",
            "ChallengeResponses",
            "Session",
            "ClientMetadata",
            "AnalyticsMetadata",
            "ContextData",
            "UserContextData");

    /** A sign-in that waits for an answer. */
    private record Pending(Pool pool, String sub, AppClient client, String challenge, long issued) {}

    private final Map<String, Pending> sessions = new ConcurrentHashMap<>();
    private final SandboxClock clock;

    Challenges(SandboxClock clock) {
        this.clock = clock;
    }

    ObjectNode answer(Pool pool, PoolUser user, AppClient client) {
        if (user.status().equals("FORCE_CHANGE_PASSWORD")) {
            return ask(pool, user, client, "NEW_PASSWORD_REQUIRED");
        }
        String challenge = user.challenge();
        return challenge == null ? tokens(pool, user) : ask(pool, user, client, challenge);
    }

    ObjectNode ask(Pool pool, PoolUser user, AppClient client, String challenge) {
        // Cognito's sessions are opaque and at least 20 characters long.
        String session = Tokens.random() + Tokens.random();
        sessions.put(session, new Pending(pool, user.sub(), client, challenge, clock.nanos()));
        ObjectNode answer = Json.object().put("ChallengeName", challenge).put("Session", session);
        ObjectNode parameters = answer.putObject("ChallengeParameters").put("USER_ID_FOR_SRP", user.username());
        switch (challenge) {
            case "NEW_PASSWORD_REQUIRED" ->
                parameters.put("requiredAttributes", "[]").put("userAttributes", "{}");
            case "SMS_MFA" ->
                parameters.put("CODE_DELIVERY_DELIVERY_MEDIUM", "SMS").put("CODE_DELIVERY_DESTINATION", "+*******99");
            case "SELECT_MFA_TYPE" -> parameters.put("MFAS_CAN_CHOOSE", "[\"SOFTWARE_TOKEN_MFA\",\"SMS_MFA\"]");
            default -> {}
        }
        return answer;
    }

    ObjectNode respond(Call call) {
        Params params = Params.of(call, PARAMETERS);
        String name = params.required("ChallengeName");
        Pending pending = sessions.get(params.required("Session"));
        if (pending == null
                || !pending.challenge().equals(name)
                || !pending.client().id().equals(params.required("ClientId"))) {
            throw CognitoErrors.of("NotAuthorizedException", "Invalid session for the user.");
        }
        if (clock.nanos() - pending.issued() > LIFETIME_NANOS) {
            throw CognitoErrors.of("NotAuthorizedException", "Invalid session for the user, session is expired.");
        }
        JsonNode responses = params.node("ChallengeResponses");
        pending.client().check(text(responses, "USERNAME"), optional(responses, "SECRET_HASH"));
        PoolUser user = pending.pool()
                .user(pending.sub())
                .orElseThrow(() -> CognitoErrors.of("UserNotFoundException", "User does not exist."));
        ObjectNode answer = switch (name) {
            case "NEW_PASSWORD_REQUIRED" -> newPassword(pending, user, text(responses, "NEW_PASSWORD"));
            case "SELECT_MFA_TYPE" -> ask(pending.pool(), user, pending.client(), text(responses, "ANSWER"));
            case "CUSTOM_CHALLENGE" -> byCode(pending, user, text(responses, "ANSWER"));
            default -> byCode(pending, user, text(responses, name + "_CODE"));
        };
        sessions.remove(params.required("Session"));
        return answer;
    }

    private static String text(JsonNode responses, String name) {
        String value = optional(responses, name);
        if (value == null) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Missing required parameter " + name);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode responses, String name) {
        return responses.hasNonNull(name) ? responses.path(name).asText() : null;
    }

    private ObjectNode byCode(Pending pending, PoolUser user, String code) {
        if (!code.equals(CODE)) {
            throw CognitoErrors.of("CodeMismatchException", "Invalid code or auth state for the user.");
        }
        return tokens(pending.pool(), user);
    }

    private ObjectNode newPassword(Pending pending, PoolUser user, String password) {
        if (password.length() < PASSWORD_LENGTH) {
            throw CognitoErrors.of("InvalidPasswordException", "Password does not conform to policy.");
        }
        PoolUser changed = user.withPassword(password, clock.now());
        pending.pool().users().replace(user.sub(), changed);
        return answer(pending.pool(), changed, pending.client());
    }

    private ObjectNode tokens(Pool pool, PoolUser user) {
        String issuer = "https://cognito-idp.us-east-1.amazonaws.com/" + pool.id();
        ObjectNode answer = Json.object();
        answer.putObject("ChallengeParameters");
        answer.putObject("AuthenticationResult")
                .put("AccessToken", Tokens.jwt(issuer, user.sub(), clock.now()))
                .put("IdToken", Tokens.jwt(issuer, user.sub(), clock.now()))
                .put("RefreshToken", Tokens.random())
                .put("ExpiresIn", 3_600)
                .put("TokenType", "Bearer");
        return answer;
    }
}
