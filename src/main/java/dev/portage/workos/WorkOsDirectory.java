package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kotlin.Pair;

/**
 * Looks through a WorkOS environment; nothing here writes. Past the SDK's models, which refuse an answer for a field that
 * nobody here asks for.
 */
@ApplicationScoped
public class WorkOsDirectory {
    /** What WorkOS gives at most. */
    private static final String PAGE_SIZE = "100";

    private final WorkOsCalls calls;
    private final WorkOS workos;

    WorkOsDirectory(WorkOsCalls calls, WorkOS workos) {
        this.calls = calls;
        this.workos = workos;
    }

    /** {@code GET /user_management/users}: up to 100 accounts, the oldest first, after this id. */
    public Outcome<AccountPage> users(Optional<String> after, Turn turn) throws InterruptedException {
        List<Pair<String, String>> query = new ArrayList<>(List.of(
                new Pair<>("limit", PAGE_SIZE),
                // Who comes while the pages are turned stands at the end.
                new Pair<>("order", "asc")));
        after.ifPresent(id -> query.add(new Pair<>("after", id)));
        return calls.make(
                "users.list", Draw.WORKOS_READ, turn, () -> AccountPage.read(get("/user_management/users", query)));
    }

    /** {@code GET /user_management/organization_memberships}: up to 100 active members, the oldest first, after this id. */
    public Outcome<MemberPage> members(String organizationId, Optional<String> after, Turn turn)
            throws InterruptedException {
        List<Pair<String, String>> query = new ArrayList<>(List.of(
                new Pair<>("organization_id", organizationId),
                new Pair<>("limit", PAGE_SIZE),
                new Pair<>("order", "asc")));
        after.ifPresent(id -> query.add(new Pair<>("after", id)));
        return calls.make(
                "memberships.list",
                Draw.WORKOS_READ,
                turn,
                () -> MemberPage.read(get("/user_management/organization_memberships", query)));
    }

    /** Whether anybody belongs to an organization, or is invited to, whatever the state of the membership. */
    public Outcome<Boolean> hasMembers(String organizationId, Turn turn) throws InterruptedException {
        return calls.make(
                "memberships.list",
                Draw.WORKOS_READ,
                turn,
                () -> !MemberPage.read(get(
                                "/user_management/organization_memberships",
                                List.of(
                                        new Pair<>("organization_id", organizationId),
                                        new Pair<>("statuses", "active,inactive,pending"),
                                        new Pair<>("limit", "1"))))
                        .members()
                        .isEmpty());
    }

    /** Whether the API key is good for listing users. */
    public Outcome<Boolean> mayListUsers(Turn turn) throws InterruptedException {
        return calls.make(
                "users.list",
                Draw.WORKOS_READ,
                turn,
                () -> get("/user_management/users", List.of(new Pair<>("limit", "1")))
                        .path("data")
                        .isArray());
    }

    /** {@code GET /organizations/{id}}, answered with its name. */
    public Outcome<String> organization(String id, Turn turn) throws InterruptedException {
        return calls.make(
                "organizations.get",
                Draw.WORKOS_READ,
                turn,
                () -> get("/organizations/" + id, List.of()).path("name").asText());
    }

    /** {@code GET /organizations/{id}/roles}: the slugs of the roles that its members can have. */
    public Outcome<Set<String>> roles(String organizationId, Turn turn) throws InterruptedException {
        return calls.make(
                "organizations.roles",
                Draw.WORKOS_READ,
                turn,
                () -> get("/organizations/" + organizationId + "/roles", List.of())
                        .path("data")
                        .valueStream()
                        .map(role -> role.path("slug").asText())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether client id and API key belong together: an authorization code that never was is exchanged, which is refused in
     * any case, for the client where that is what is wrong.
     */
    public Outcome<String> exchangeNothing(String clientId, String apiKey, Turn turn) throws InterruptedException {
        Map<String, String> body = Map.of(
                "client_id",
                clientId,
                "client_secret",
                apiKey,
                "grant_type",
                "authorization_code",
                "code",
                "portage-preflight");
        return calls.make(
                "authenticate",
                Draw.WORKOS_WRITE,
                turn,
                () -> workos.baseClient
                        .requestJson(new RequestConfig("POST", "/user_management/authenticate", List.of(), body))
                        .toString());
    }

    private JsonNode get(String path, List<Pair<String, String>> query) {
        return workos.baseClient.requestJson(new RequestConfig("GET", path, query));
    }
}
