package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kotlin.Pair;

/**
 * Who is a member of which organization, and with which roles. Not through the SDK's own methods: they throw after the
 * write where the answer lacks the role or the user.
 *
 * <p>An environment may allow a member one role only ({@code multiple_roles_not_enabled}); then the first of several is
 * given, and the answer says which were not.
 */
@ApplicationScoped
public class WorkOsMemberships {
    private static final String PATH = "/user_management/organization_memberships";
    private static final String ONE_ROLE_ONLY = "multiple_roles_not_enabled";

    private final WorkOS workos;
    private final WorkOsCalls calls;
    private final OneRoleOnly oneRoleOnly;

    WorkOsMemberships(WorkOS workos, WorkOsCalls calls, Clock clock) {
        this.workos = workos;
        this.calls = calls;
        this.oneRoleOnly = new OneRoleOnly(clock);
    }

    /**
     * A membership as it is now.
     *
     * @param withheld the roles that WorkOS does not allow beside the first
     */
    public record Granted(String id, List<String> withheld) {}

    /**
     * {@code POST /user_management/organization_memberships}.
     *
     * @param roles the one that goes before others first; none for the organization's default
     */
    public Outcome<Granted> create(String userId, String organizationId, List<String> roles, Turn turn)
            throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user_id", userId);
        body.put("organization_id", organizationId);
        return grant("memberships.create", "POST", PATH, body, roles, turn);
    }

    /** {@code PUT /user_management/organization_memberships/{id}}: these roles instead of those that it had. */
    public Outcome<Granted> change(String id, List<String> roles, Turn turn) throws InterruptedException {
        return grant("memberships.update", "PUT", PATH + "/" + id, Map.of(), roles, turn);
    }

    private Outcome<Granted> grant(
            String operation, String method, String path, Map<String, Object> body, List<String> roles, Turn turn)
            throws InterruptedException {
        if (roles.size() > 1 && !oneRoleOnly.known()) {
            Outcome<Granted> several = send(operation, method, path, with(body, "role_slugs", roles), turn);
            if (!(several instanceof Outcome.Rejected<Granted>(String code)) || !code.equals(ONE_ROLE_ONLY)) {
                return several;
            }
            oneRoleOnly.learnt();
        }
        Outcome<Granted> one = roles.isEmpty()
                ? send(operation, method, path, body, turn)
                : send(operation, method, path, with(body, "role_slug", roles.getFirst()), turn);
        return one.then(granted -> new Outcome.Success<>(
                new Granted(granted.id(), roles.isEmpty() ? roles : roles.subList(1, roles.size()))));
    }

    private Outcome<Granted> send(String operation, String method, String path, Map<String, Object> body, Turn turn)
            throws InterruptedException {
        return calls.make(operation, Draw.WORKOS_WRITE, turn, () -> {
            JsonNode answer = workos.baseClient.requestJson(new RequestConfig(method, path, List.of(), body));
            return new Granted(Objects.requireNonNull(answer.path("id").textValue()), List.of());
        });
    }

    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(body);
        extended.put(field, value);
        return extended;
    }

    /** A membership that is there. */
    public record Existing(String id, Instant createdAt) {}

    /** The id of a user's membership in an organization, whatever its status; {@code NotFound} where there is none. */
    public Outcome<String> find(String userId, String organizationId, Turn turn) throws InterruptedException {
        return look(userId, organizationId, turn).then(existing -> new Outcome.Success<>(existing.id()));
    }

    /** A user's membership in an organization, whatever its status; {@code NotFound} where there is none. */
    public Outcome<Existing> look(String userId, String organizationId, Turn turn) throws InterruptedException {
        Outcome<Optional<Existing>> found = calls.make(
                "memberships.list",
                Draw.WORKOS_READ,
                turn,
                () -> workos.baseClient
                        .requestJson(new RequestConfig(
                                "GET",
                                PATH,
                                List.of(new Pair<>("user_id", userId), new Pair<>("organization_id", organizationId))))
                        .path("data")
                        .valueStream()
                        .map(membership -> new Existing(
                                membership.path("id").asText(),
                                Instant.parse(membership.path("created_at").asText())))
                        .findFirst());
        return found.then(
                there -> there.<Outcome<Existing>>map(Outcome.Success::new).orElseGet(Outcome.NotFound::new));
    }

    /** {@code DELETE /user_management/organization_memberships/{id}}. */
    public Outcome<String> delete(String id, Turn turn) throws InterruptedException {
        return calls.make("memberships.delete", Draw.WORKOS_WRITE, turn, () -> {
            workos.baseClient.requestVoid(new RequestConfig("DELETE", PATH + "/" + id));
            return id;
        });
    }
}
