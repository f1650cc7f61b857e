package dev.portage.workos;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.exceptions.WorkOSException;
import com.workos.common.http.RequestConfig;
import com.workos.models.User;
import com.workos.models.UserCreateResponse;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way to WorkOS. Every call waits for its turn in the shared budget, and ends in an {@link Outcome} instead of
 * an exception. The SDK's own retries are off: they would sleep beside the budget and hide a 429 from it.
 */
@ApplicationScoped
public class WorkOsGateway {
    private static final Logger LOG = Logger.getLogger(WorkOsGateway.class);

    private final WorkOS workos;
    private final Failures failures;
    private final RateBudget budget;
    private final CallMetrics metrics;

    WorkOsGateway(WorkOS workos, RateBudget budget, CallMetrics metrics) {
        this.workos = workos;
        this.failures = new Failures(workos.baseClient.objectMapper);
        this.budget = budget;
        this.metrics = metrics;
    }

    /** {@code POST /user_management/users}. */
    public Outcome<WorkOsUser> createUser(NewUser user, Turn turn) throws InterruptedException {
        return call("users.create", Draw.WORKOS_WRITE, turn, () -> {
            UserCreateResponse created = workos.getUserManagement()
                    .create(
                            null,
                            user.email(),
                            user.firstName(),
                            user.lastName(),
                            user.name(),
                            user.emailVerified(),
                            metadata(user.metadata()),
                            user.externalId());
            return new WorkOsUser(
                    created.getId(),
                    created.getEmail(),
                    created.getEmailVerified(),
                    created.getExternalId(),
                    created.getCreatedAt().toInstant(),
                    instant(created.getLastSignInAt()),
                    orEmpty(created.getMetadata()));
        });
    }

    /** {@code PUT /user_management/users/{id}}. */
    public Outcome<WorkOsUser> updateUser(String id, UserChange change, Turn turn) throws InterruptedException {
        return call(
                "users.update",
                Draw.WORKOS_WRITE,
                turn,
                () -> user(workos.getUserManagement()
                        .update(
                                id,
                                null,
                                change.email(),
                                change.firstName(),
                                change.lastName(),
                                change.name(),
                                change.emailVerified(),
                                metadata(change.metadata()),
                                change.externalId())));
    }

    /** {@code GET /user_management/users/external_id/{externalId}}. */
    public Outcome<WorkOsUser> userByExternalId(String externalId, Turn turn) throws InterruptedException {
        return call(
                "users.getByExternalId",
                Draw.WORKOS_READ,
                turn,
                () -> user(workos.getUserManagement().getByExternalId(externalId)));
    }

    /** {@code GET /user_management/users?email=}: the one user with this address. */
    public Outcome<WorkOsUser> userByEmail(String email, Turn turn) throws InterruptedException {
        Outcome<Optional<WorkOsUser>> found = call(
                "users.list",
                Draw.WORKOS_READ,
                turn,
                () -> workos.getUserManagement().list(null, null, 1, null, null, null, email).data.stream()
                        .findFirst()
                        .map(WorkOsGateway::user));
        return found.then(
                user -> user.<Outcome<WorkOsUser>>map(Outcome.Success::new).orElseGet(Outcome.NotFound::new));
    }

    /**
     * {@code POST /user_management/organization_memberships}, answered with the membership's id. Not through the SDK's
     * own method: it throws after the write where the answer lacks the role or the user.
     */
    public Outcome<String> createMembership(String userId, String organizationId, @Nullable String roleSlug, Turn turn)
            throws InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("user_id", userId);
        body.put("organization_id", organizationId);
        if (roleSlug != null) {
            body.put("role_slug", roleSlug);
        }
        return call("memberships.create", Draw.WORKOS_WRITE, turn, () -> {
            JsonNode created = workos.baseClient.requestJson(
                    new RequestConfig("POST", "/user_management/organization_memberships", List.of(), body));
            return created.path("id").asText();
        });
    }

    private <T> Outcome<T> call(String operation, Draw draw, Turn turn, Supplier<T> request)
            throws InterruptedException {
        turn.await(draw);
        Timer.Sample sample = metrics.start();
        Outcome<T> outcome = attempt(request);
        metrics.ended(sample, operation, outcome);
        tellBudget(draw, outcome);
        return outcome;
    }

    /** The database may be away just now; that must not cost us an answer that we have. */
    private <T> void tellBudget(Draw draw, Outcome<T> outcome) {
        try {
            switch (outcome) {
                case Outcome.Throttled<T>(var retryAfter) -> budget.throttled(draw, retryAfter);
                case Outcome.Unavailable<T> ignored -> budget.failed(draw);
                default -> budget.answered(draw);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The budget could not be told of an answer: %s",
                    e.getClass().getSimpleName());
        }
    }

    private <T> Outcome<T> attempt(Supplier<T> request) {
        try {
            return new Outcome.Success<>(request.get());
        } catch (WorkOSException e) {
            return failures.read(e);
        } catch (Exception | Error e) {
            // Kotlin knows no checked exceptions: what comes through is not always unchecked.
            if (unreadable(e)) {
                return new Outcome.Unreadable<>();
            }
            if (brokenOff(e)) {
                return new Outcome.Unavailable<>("WorkOS's answer broke off");
            }
            throw e;
        }
    }

    /** The SDK lets exceptions of its JSON reader through, as it does with what Kotlin says of a missing field. */
    private static boolean unreadable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException || cause instanceof NullPointerException) {
                return true;
            }
        }
        return false;
    }

    /** So it does with what the connection says, where an answer ends before its time. */
    private static boolean brokenOff(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static WorkOsUser user(User user) {
        return new WorkOsUser(
                user.getId(),
                user.getEmail(),
                user.getEmailVerified(),
                user.getExternalId(),
                user.getCreatedAt().toInstant(),
                instant(user.getLastSignInAt()),
                orEmpty(user.getMetadata()));
    }

    /** An empty object would delete what the user has. */
    private static @Nullable Map<String, String> metadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? null : metadata;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> metadata) {
        return metadata == null ? Map.of() : metadata;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
