package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** {@code /connections}: SSO; the same external id answers with the connection that exists. */
final class ConnectionEndpoints {

    private static final Set<String> FIELDS =
            Set.of("organization_id", "name", "external_id", "connection_type", "saml_options", "oidc_options");

    private final WorkosState state;

    ConnectionEndpoints(WorkosState state) {
        this.state = state;
    }

    void register(Router router) {
        router.add("POST", "connections", "connections.create", this::create)
                .add("GET", "connections", "connections.list", this::list);
    }

    private Reply create(Call call) {
        Body body = Body.of(call, FIELDS);
        String organizationId = body.required("organization_id");
        state.organizations().get(organizationId);
        String externalId = body.required("external_id");
        Optional<ObjectNode> known = state.connections().byExternalId(externalId);
        if (known.isPresent()) {
            return Reply.ok(known.get());
        }
        ObjectNode json = Json.object()
                .put("object", "connection")
                .put("id", state.ids().next("conn"))
                .put("organization_id", organizationId)
                .put("external_id", externalId)
                .put("connection_type", body.required("connection_type"))
                .put("name", body.required("name"))
                .put("state", "active")
                .put("status", "linked")
                .put("created_at", Json.time(state.clock().now()))
                .put("updated_at", Json.time(state.clock().now()));
        json.putArray("domains");
        state.connections().add(json);
        return Reply.json(201, json);
    }

    private Reply list(Call call) {
        Listing.refuseUnknown(call, Set.of("organization_id", "connection_type", "domain"));
        String organizationId = call.query("organization_id").orElse("");
        return Listing.page(
                call,
                state.connections().byId(),
                c -> organizationId.isEmpty()
                        || c.path("organization_id").asText().equals(organizationId),
                c -> c);
    }
}
