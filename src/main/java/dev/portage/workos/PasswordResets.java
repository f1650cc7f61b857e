package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.exceptions.GenericServerException;
import com.workos.common.exceptions.RateLimitException;
import com.workos.common.exceptions.TransportException;
import com.workos.common.exceptions.WorkOSException;
import com.workos.common.http.RequestConfig;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /user_management/password_reset}: makes WorkOS mail a user a link to set a password. Never repeated by
 * itself. Where WorkOS's own mails are switched off in its dashboard, the answer's link is all there is.
 */
@ApplicationScoped
public class PasswordResets {
    /** Of a 403, these speak of the user or the environment; any other means the API key. */
    private static final Set<String> REFUSALS = Set.of("email_password_auth_disabled", "password_reset_not_allowed");

    private static final String QUOTA = "daily_quota_exceeded";
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final WorkOS workos;
    private final WorkOsCalls calls;
    private final Failures failures;

    PasswordResets(WorkOS workos, WorkOsCalls calls) {
        this.workos = workos;
        this.calls = calls;
        this.failures = new Failures(workos.baseClient.objectMapper);
    }

    /**
     * Requests one reset. A {@code 429} is part of its answer, and nothing that the budget is told: nearly always it is the
     * limit of one address, which anybody can reach from WorkOS's own sign-in page, and which must not hold up others.
     *
     * @param email the address as WorkOS has it
     * @throws InterruptedException where the service stops before the call went out
     */
    public ResetAnswer request(String email, Turn turn) throws InterruptedException {
        AtomicBoolean nothingDone = new AtomicBoolean();
        Outcome<ResetAnswer> outcome = calls.make("passwordReset.create", Draw.WORKOS_WRITE, turn, () -> {
            try {
                // Not through the SDK's own method, which throws after the mail has gone if the answer lacks a field.
                return made(workos.baseClient.requestJson(new RequestConfig(
                        "POST", "/user_management/password_reset", List.of(), Map.of("email", email))));
            } catch (WorkOSException e) {
                Optional<ResetAnswer> answer = answer(e);
                if (answer.isPresent()) {
                    return answer.get();
                }
                nothingDone.set(nothingDone(e));
                throw e;
            }
        });
        return switch (outcome) {
            case Outcome.Success<ResetAnswer>(ResetAnswer answer) -> answer;
            case Outcome.Unreadable<ResetAnswer> ignored -> new ResetAnswer.Made(null, null, Optional.empty());
            case Outcome.NotFound<ResetAnswer> ignored -> new ResetAnswer.UnknownUser();
            case Outcome.Conflict<ResetAnswer> ignored -> new ResetAnswer.Refused("conflict");
            case Outcome.Rejected<ResetAnswer>(String code) -> new ResetAnswer.Refused(code);
            case Outcome.Throttled<ResetAnswer>(Optional<Duration> wait) -> new ResetAnswer.Throttled(longer(wait));
            case Outcome.Unauthorized<ResetAnswer>(String why) -> new ResetAnswer.Unauthorized(why);
            case Outcome.Unavailable<ResetAnswer>(String why) ->
                nothingDone.get() ? new ResetAnswer.NotSent(why) : new ResetAnswer.Unknown(why);
        };
    }

    private static ResetAnswer made(JsonNode reset) {
        String url = reset.path("password_reset_url").textValue();
        String expiresAt = reset.path("expires_at").textValue();
        return new ResetAnswer.Made(
                reset.path("id").textValue(),
                reset.path("user_id").textValue(),
                url == null ? Optional.empty() : Optional.of(new ResetLink(url, time(expiresAt))));
    }

    /** The mail has gone out by now, so a time that can't be read is no failure. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** What only a request for a reset is answered with. */
    private Optional<ResetAnswer> answer(WorkOSException e) {
        Set<String> codes = failures.codes(e);
        if (e instanceof RateLimitException && codes.contains(QUOTA)) {
            return Optional.of(new ResetAnswer.QuotaSpent());
        }
        if (e instanceof RateLimitException && failures.read(e) instanceof Outcome.Throttled<?>(var wait)) {
            return Optional.of(new ResetAnswer.Throttled(longer(wait)));
        }
        return e.status == FORBIDDEN
                ? codes.stream().filter(REFUSALS::contains).findFirst().map(ResetAnswer.Refused::new)
                : Optional.empty();
    }

    private static Duration longer(Optional<Duration> wait) {
        return wait.filter(told -> told.compareTo(SHORTEST_WAIT) > 0).orElse(SHORTEST_WAIT);
    }

    private static boolean nothingDone(WorkOSException e) {
        return switch (e) {
            case GenericServerException server -> server.status == UNAVAILABLE;
            case TransportException transport -> neverConnected(transport);
            default -> false;
        };
    }

    private static boolean neverConnected(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }
}
