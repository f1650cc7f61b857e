package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** WorkOS's organizations; for those that Portage creates see {@link NamedOrganizations}. */
@ApplicationScoped
public class WorkOsOrganizations {
    private final WorkOS workos;
    private final WorkOsCalls calls;

    WorkOsOrganizations(WorkOS workos, WorkOsCalls calls) {
        this.workos = workos;
        this.calls = calls;
    }

    /** {@code GET /organizations/{id}}, answered with the id. */
    public Outcome<String> byId(String id, Turn turn) throws InterruptedException {
        return find("organizations.get", "/organizations/" + encoded(id), turn);
    }

    /** {@code GET /organizations/external_id/{externalId}}, answered with the id. */
    public Outcome<String> byExternalId(String externalId, Turn turn) throws InterruptedException {
        return find("organizations.getByExternalId", "/organizations/external_id/" + encoded(externalId), turn);
    }

    /** {@code POST /organizations}; one external id is one organization, which is answered where it is there already. */
    Outcome<String> create(String name, String externalId, List<String> domains, Turn turn)
            throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("external_id", externalId);
        if (!domains.isEmpty()) {
            body.put(
                    "domain_data",
                    domains.stream()
                            .map(domain -> Map.of("domain", domain, "state", "pending"))
                            .toList());
        }
        Outcome<String> created = calls.make(
                "organizations.create",
                Draw.WORKOS_WRITE,
                turn,
                () -> id(workos.baseClient.requestJson(new RequestConfig("POST", "/organizations", List.of(), body))));
        // Another replica was quicker, or the answer could not be read.
        return created instanceof Outcome.Conflict<String> || created instanceof Outcome.Unreadable<String>
                ? byExternalId(externalId, turn)
                : created;
    }

    /** {@code DELETE /organizations/{id}}: with its memberships and connections; there is no way back. */
    public Outcome<String> delete(String id, Turn turn) throws InterruptedException {
        return calls.make("organizations.delete", Draw.WORKOS_WRITE, turn, () -> {
            workos.baseClient.requestVoid(new RequestConfig("DELETE", "/organizations/" + encoded(id)));
            return id;
        });
    }

    private Outcome<String> find(String operation, String path, Turn turn) throws InterruptedException {
        return calls.make(
                operation,
                Draw.WORKOS_READ,
                turn,
                () -> id(workos.baseClient.requestJson(new RequestConfig("GET", path))));
    }

    private static String id(JsonNode organization) {
        return Objects.requireNonNull(organization.path("id").textValue());
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
