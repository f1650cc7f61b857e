package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The SSO connections of the WorkOS stand-in, as the API shows them; they are few. */
final class Connections {

    private final NavigableMap<String, ObjectNode> byId = new ConcurrentSkipListMap<>();

    Optional<ObjectNode> byExternalId(String externalId) {
        return byId.values().stream()
                .filter(connection -> connection.path("external_id").asText().equals(externalId))
                .findFirst();
    }

    void add(ObjectNode connection) {
        byId.put(connection.path("id").asText(), connection);
    }

    void removeOrganization(String organizationId) {
        byId.values()
                .removeIf(connection ->
                        connection.path("organization_id").asText().equals(organizationId));
    }

    NavigableMap<String, ObjectNode> byId() {
        return byId;
    }

    void clear() {
        byId.clear();
    }
}
