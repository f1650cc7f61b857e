package dev.portage.workos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import com.workos.models.User;
import com.workos.models.UserCreateResponse;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Portage does with WorkOS's users. Every call waits for its turn in the shared budget, and ends in
 * an {@link Outcome} instead of an exception.
 */
@ApplicationScoped
public class WorkOsGateway {
    private static final String USERS = "/user_management/users";
    private static final String UNKNOWN_LOCALE = "invalid_locale";

    private final WorkOS workos;
    private final WorkOsCalls calls;

    WorkOsGateway(WorkOS workos, WorkOsCalls calls) {
        this.workos = workos;
        this.calls = calls;
    }

    /** {@code POST /user_management/users}. */
    public Outcome<WorkOsUser> createUser(NewUser user, Turn turn) throws InterruptedException {
        return calls.make("users.create", Draw.WORKOS_WRITE, turn, () -> {
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

    /** {@code PUT /user_management/users/{id}}; a locale that WorkOS does not know is left out. */
    public Outcome<WorkOsUser> updateUser(String id, UserChange change, Turn turn) throws InterruptedException {
        Outcome<WorkOsUser> updated = put(id, body(change), turn);
        return change.locale() != null
                        && updated instanceof Outcome.Rejected<WorkOsUser>(String code)
                        && code.equals(UNKNOWN_LOCALE)
                ? put(id, body(change.withoutLocale()), turn)
                : updated;
    }

    /** {@code PUT /user_management/users/{id}}: the user has no external id any more. */
    public Outcome<WorkOsUser> clearExternalId(String id, Turn turn) throws InterruptedException {
        return put(id, JsonNodeFactory.instance.objectNode().putNull("external_id"), turn);
    }

    /** Past the SDK's own method, which can't send a null: that is how WorkOS is told to delete something. */
    private Outcome<WorkOsUser> put(String id, ObjectNode body, Turn turn) throws InterruptedException {
        return calls.make(
                "users.update",
                Draw.WORKOS_WRITE,
                turn,
                () -> AuthenticationReader.user(workos.baseClient.requestJson(
                        new RequestConfig("PUT", USERS + "/" + encoded(id), List.of(), body))));
    }

    private static ObjectNode body(UserChange change) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        putIfThere(body, "email", change.email());
        if (change.emailVerified() != null) {
            body.put("email_verified", change.emailVerified());
        }
        putIfThere(body, "first_name", change.firstName());
        putIfThere(body, "last_name", change.lastName());
        putIfThere(body, "name", change.name());
        putIfThere(body, "external_id", change.externalId());
        putIfThere(body, "locale", change.locale());
        // An empty object would delete what the user has.
        if (!change.metadata().isEmpty() || !change.dropped().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            change.dropped().forEach(metadata::putNull);
            change.metadata().forEach(metadata::put);
        }
        return body;
    }

    private static void putIfThere(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }

    /** {@code GET /user_management/users/{id}}. */
    public Outcome<WorkOsUser> user(String id, Turn turn) throws InterruptedException {
        return calls.make(
                "users.get",
                Draw.WORKOS_READ,
                turn,
                () -> user(workos.getUserManagement().get(id)));
    }

    /** {@code GET /user_management/users/{id}/identities}: the OAuth providers that are linked, as WorkOS names them. */
    public Outcome<Set<String>> identities(String id, Turn turn) throws InterruptedException {
        return calls.make(
                "users.identities",
                Draw.WORKOS_READ,
                turn,
                () -> workos.baseClient
                        .requestJson(new RequestConfig("GET", USERS + "/" + encoded(id) + "/identities", List.of()))
                        .valueStream()
                        .map(identity -> identity.path("provider").asText())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** {@code DELETE /user_management/users/{id}}: the user with all memberships; there is no way back. */
    public Outcome<Boolean> deleteUser(String id, Turn turn) throws InterruptedException {
        return calls.make("users.delete", Draw.WORKOS_WRITE, turn, () -> {
            workos.getUserManagement().delete(id);
            return true;
        });
    }

    /** {@code GET /user_management/users/external_id/{externalId}}. */
    public Outcome<WorkOsUser> userByExternalId(String externalId, Turn turn) throws InterruptedException {
        return calls.make(
                "users.getByExternalId",
                Draw.WORKOS_READ,
                turn,
                () -> user(workos.getUserManagement().getByExternalId(externalId)));
    }

    /** {@code GET /user_management/users?email=}: the one user with this address. */
    public Outcome<WorkOsUser> userByEmail(String email, Turn turn) throws InterruptedException {
        Outcome<Optional<WorkOsUser>> found = calls.make(
                "users.list",
                Draw.WORKOS_READ,
                turn,
                () -> workos.getUserManagement().list(null, null, 1, null, null, null, email).data.stream()
                        .findFirst()
                        .map(WorkOsGateway::user));
        return found.then(
                user -> user.<Outcome<WorkOsUser>>map(Outcome.Success::new).orElseGet(Outcome.NotFound::new));
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
