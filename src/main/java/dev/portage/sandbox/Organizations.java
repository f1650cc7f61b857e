package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The organizations of the WorkOS stand-in: one per external id. */
final class Organizations {

    record Organization(
            String id,
            String name,
            @Nullable String externalId,
            Map<String, String> metadata,
            List<String> domains,
            Instant createdAt) {

        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("object", "organization")
                    .put("id", id)
                    .put("name", name)
                    .put("external_id", externalId)
                    .put("allow_profiles_outside_organization", false)
                    .put("created_at", Json.time(createdAt))
                    .put("updated_at", Json.time(createdAt));
            ArrayNode all = json.putArray("domains");
            for (String domain : domains) {
                all.addObject()
                        .put("object", "organization_domain")
                        .put("id", "org_domain_" + id + "_" + domain)
                        .put("organization_id", id)
                        .put("domain", domain)
                        .put("state", "verified")
                        .put("verification_strategy", "manual")
                        .put("created_at", Json.time(createdAt))
                        .put("updated_at", Json.time(createdAt));
            }
            ObjectNode data = json.putObject("metadata");
            metadata.forEach(data::put);
            return json;
        }
    }

    private final NavigableMap<String, Organization> byId = new ConcurrentSkipListMap<>();
    private final Map<String, String> idByExternalId = new ConcurrentHashMap<>();

    /** Adds the organization; false if its external id is taken. */
    synchronized boolean add(Organization organization) {
        String externalId = organization.externalId();
        if (externalId != null && idByExternalId.putIfAbsent(externalId, organization.id()) != null) {
            return false;
        }
        byId.put(organization.id(), organization);
        return true;
    }

    Organization get(String id) {
        Organization found = byId.get(id);
        if (found == null) {
            throw WorkosErrors.notFound("Organization", id);
        }
        return found;
    }

    Optional<Organization> byExternalId(String externalId) {
        return Optional.ofNullable(idByExternalId.get(externalId)).map(byId::get);
    }

    synchronized void remove(String id) {
        String externalId = get(id).externalId();
        byId.remove(id);
        if (externalId != null) {
            idByExternalId.remove(externalId);
        }
    }

    NavigableMap<String, Organization> byId() {
        return byId;
    }

    synchronized void clear() {
        byId.clear();
        idByExternalId.clear();
    }
}
