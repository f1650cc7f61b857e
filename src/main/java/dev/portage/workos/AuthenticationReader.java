package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to {@code /user_management/authenticate}. A step-up is known by its code, whatever the status: sources
 * name 400, 403 and 422. Some refusals have OAuth's shape, with the code in {@code error}.
 */
final class AuthenticationReader {
    private static final int THROTTLED = 429;
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);
    private static final Set<String> WRONG_PASSWORD = Set.of("invalid_credentials", "invalid_grant", "user_not_found");

    /** Ours to mend, not the user's: the key, the client id, or what we sent. */
    private static final Set<String> OUR_FAULT = Set.of(
            "invalid_client",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_request",
            "invalid_request_parameters",
            "unauthorized",
            "forbidden");

    private AuthenticationReader() {}

    /** @throws Refusal for what is no answer about the user */
    static Authentication read(SecretHttp.Answer answer) {
        if (!answer.refused()) {
            return new Authentication.SignedIn(session(answer.body()));
        }
        if (answer.status() == THROTTLED) {
            return new Authentication.TooMany(answer.retryAfter());
        }
        String code = text(answer.body(), "code");
        String error = code == null ? text(answer.body(), "error") : code;
        if (error == null || !REFUSALS.contains(answer.status()) || OUR_FAULT.contains(error)) {
            throw new Refusal(answer);
        }
        return WRONG_PASSWORD.contains(error) ? new Authentication.WrongPassword() : stepUp(error, answer.body());
    }

    private static Authentication stepUp(String code, JsonNode body) {
        return new Authentication.StepUp(
                code,
                Optional.ofNullable(text(body, "pending_authentication_token")),
                Optional.ofNullable(text(body, "email")),
                list(body.path("organizations"))
                        .map(each -> new Authentication.Organization(
                                each.path("id").asText(), each.path("name").asText()))
                        .toList(),
                list(body.path("authentication_factors"))
                        .map(each -> new Authentication.Factor(
                                each.path("id").asText(), each.path("type").asText()))
                        .toList(),
                Stream.concat(list(body.path("connection_ids")), list(body.path("sso_connection_ids")))
                        .map(JsonNode::asText)
                        .toList());
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Session session(JsonNode body) {
        JsonNode user = body.path("user");
        return new Session(
                new Session.User(
                        "user",
                        required(user, "id"),
                        required(user, "email"),
                        user.path("email_verified").asBoolean(),
                        text(user, "first_name"),
                        text(user, "last_name"),
                        text(user, "profile_picture_url"),
                        text(user, "external_id"),
                        lastSignIn(user),
                        time(required(user, "created_at")),
                        time(required(user, "updated_at"))),
                Optional.ofNullable(text(body, "organization_id")),
                required(body, "access_token"),
                required(body, "refresh_token"));
    }

    /** The same user as other calls answer with. */
    static WorkOsUser user(JsonNode user) {
        Map<String, String> metadata = new LinkedHashMap<>();
        user.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return new WorkOsUser(
                required(user, "id"),
                required(user, "email"),
                user.path("email_verified").asBoolean(),
                text(user, "external_id"),
                time(required(user, "created_at")),
                lastSignIn(user),
                metadata);
    }

    private static @Nullable Instant lastSignIn(JsonNode user) {
        String text = text(user, "last_sign_in_at");
        return text == null ? null : time(text);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnreadableAnswer();
        }
    }

    private static String required(JsonNode node, String field) {
        String value = text(node, field);
        if (value == null) {
            throw new UnreadableAnswer();
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }
}
