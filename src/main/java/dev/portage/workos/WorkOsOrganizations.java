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
import java.util.UUID;

/** WorkOS's organizations: finding them, and creating one for a name. */
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

    /**
     * The organization that Portage has created for this name, or creates now. Its external id follows from the name: so
     * a creation whose answer was lost is found again, and another migration that names it meets it.
     */
    public Outcome<String> byName(String name, List<String> domains, Turn turn) throws InterruptedException {
        String externalId = "portage-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        Outcome<String> known = byExternalId(externalId, turn);
        if (!(known instanceof Outcome.NotFound<String>)) {
            return known;
        }
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
