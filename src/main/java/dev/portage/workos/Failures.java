package dev.portage.workos;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.workos.common.exceptions.ApiError;
import com.workos.common.exceptions.RateLimitException;
import com.workos.common.exceptions.TransportException;
import com.workos.common.exceptions.WorkOSException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the SDK's exceptions as outcomes. WorkOS puts the reason of a refusal in the top-level {@code code}, in {@code
 * errors[].code}, or, in OAuth's shape, in {@code error}: all three places are read.
 */
final class Failures {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int THROTTLED = 429;
    private static final int SERVER = 500;

    /** WorkOS's policy for passwords refuses this one; {@code errors[]} says why. */
    static final String PASSWORD_REFUSED = "password_strength_error";

    private static final Set<String> EMAIL_TAKEN =
            Set.of("email_not_available", "user_already_exists", "email_already_exists");
    private static final Set<String> EXTERNAL_ID_TAKEN = Set.of("external_id_already_used");
    private static final Set<String> ALREADY_MEMBER = Set.of(
            "organization_membership_already_exists", "entity_already_exists", "user_already_organization_member");

    private final ObjectMapper mapper;

    Failures(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    <T> Outcome<T> read(WorkOSException e) {
        return switch (e) {
            case RateLimitException limit -> new Outcome.Throttled<>(retryAfter(limit));
            case TransportException ignored -> new Outcome.Unavailable<>("WorkOS could not be reached");
            default -> read(e.status, codes(e));
        };
    }

    /** The same for a call that went past the SDK. */
    <T> Outcome<T> read(SecretHttp.Answer answer) {
        return answer.status() == THROTTLED
                ? new Outcome.Throttled<>(answer.retryAfter())
                : read(answer.status(), codes(answer.body()));
    }

    private static <T> Outcome<T> read(int status, Set<String> codes) {
        if (status >= SERVER || status == REQUEST_TIMEOUT) {
            return new Outcome.Unavailable<>("WorkOS answered " + status);
        }
        return switch (status) {
            case NOT_FOUND -> new Outcome.NotFound<>();
            case UNAUTHORIZED ->
                new Outcome.Unauthorized<>("WorkOS refused the API key (401): set WORKOS_API_KEY to a valid one");
            default -> refusal(status, codes);
        };
    }

    private static <T> Outcome<T> refusal(int status, Set<String> codes) {
        if (codes.contains(PASSWORD_REFUSED)) {
            return new Outcome.Rejected<>(PASSWORD_REFUSED);
        }
        if (codes.stream().anyMatch(EXTERNAL_ID_TAKEN::contains)) {
            return new Outcome.Conflict<>(Outcome.Clash.EXTERNAL_ID);
        }
        if (codes.stream().anyMatch(EMAIL_TAKEN::contains)) {
            return new Outcome.Conflict<>(Outcome.Clash.EMAIL);
        }
        if (codes.stream().anyMatch(ALREADY_MEMBER::contains)) {
            return new Outcome.Conflict<>(Outcome.Clash.MEMBERSHIP);
        }
        if (status == CONFLICT) {
            return new Outcome.Conflict<>(Outcome.Clash.EMAIL);
        }
        if (status == FORBIDDEN) {
            return new Outcome.Unauthorized<>(
                    "WorkOS forbids the call (403): give the API key the rights that a preflight names (GET /preflight)");
        }
        return new Outcome.Rejected<>(
                codes.stream().reduce((first, last) -> last).orElse("status_" + status));
    }

    /** The codes of a refusal, from the general to the particular. */
    Set<String> codes(WorkOSException e) {
        Set<String> codes = new LinkedHashSet<>();
        add(codes, e.code);
        codes.addAll(codes(body(e.rawBody)));
        if (e.errors != null) {
            for (ApiError error : e.errors) {
                add(codes, error.code);
            }
        }
        return codes;
    }

    private static Set<String> codes(JsonNode body) {
        Set<String> codes = new LinkedHashSet<>();
        add(codes, body.path("code").textValue());
        add(codes, body.path("error").textValue());
        body.path("errors").forEach(error -> add(codes, error.path("code").textValue()));
        return codes;
    }

    /** Codes are slugs; anything else could quote the user's data. */
    private static void add(Set<String> codes, @Nullable String code) {
        if (code != null && code.matches("[A-Za-z0-9_.-]{1,80}")) {
            codes.add(code);
        }
    }

    private JsonNode body(@Nullable String raw) {
        try {
            return raw == null ? mapper.createObjectNode() : mapper.readTree(raw);
        } catch (JacksonException e) {
            return mapper.createObjectNode();
        }
    }

    private static Optional<Duration> retryAfter(RateLimitException limit) {
        return Optional.ofNullable(limit.retryAfterSeconds).map(Duration::ofSeconds);
    }
}
