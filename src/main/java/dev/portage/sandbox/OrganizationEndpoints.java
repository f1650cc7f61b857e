package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /organizations}, and the roles that can be given in them. */
final class OrganizationEndpoints {

    private static final Set<String> FIELDS =
            Set.of("name", "external_id", "domain_data", "domains", "metadata", "allow_profiles_outside_organization");

    private final WorkosState state;

    OrganizationEndpoints(WorkosState state) {
        this.state = state;
    }

    void register(Router router) {
        router.add("POST", "organizations", "organizations.create", this::create)
                .add("GET", "organizations", "organizations.list", this::list)
                .add("GET", "organizations/external_id/{id}", "organizations.getByExternalId", this::getByExternalId)
                .add("GET", "organizations/{id}", "organizations.get", this::get)
                .add("DELETE", "organizations/{id}", "organizations.delete", this::delete)
                .add("GET", "organizations/{id}/roles", "organizations.roles", call -> rolesOf(call.segment(1)))
                .add(
                        "GET",
                        "authorization/organizations/{id}/roles",
                        "organizations.roles",
                        call -> rolesOf(call.segment(2)))
                .add("GET", "authorization/roles", "roles.list", _ -> roles());
    }

    private Reply create(Call call) {
        Body body = Body.of(call, FIELDS);
        String name = body.required("name");
        Optional<String> externalId = body.text("external_id").map(id -> UserRules.externalId(id, state.settings()));
        Map<String, String> metadata = UserRules.merge(Map.of(), body.node("metadata"), state.settings());
        Instant now = state.clock().now();
        var organization = new Organizations.Organization(
                state.ids().next("org"), name, externalId.orElse(null), metadata, domains(body), now);
        if (!state.organizations().add(organization)) {
            throw WorkosErrors.coded(
                    400, "external_id_already_used", "This external id belongs to another organization.");
        }
        return Reply.json(201, organization.json());
    }

    private static List<String> domains(Body body) {
        List<String> domains = new ArrayList<>();
        for (JsonNode domain : body.node("domain_data")) {
            if (!domain.path("domain").isTextual()) {
                throw WorkosErrors.field("domain_data", "domain_required", "domain_data.domain must be a string");
            }
            domains.add(domain.path("domain").asText());
        }
        return domains;
    }

    private Reply list(Call call) {
        Listing.refuseUnknown(call, Set.of("domains", "search"));
        return Listing.page(call, state.organizations().byId(), _ -> true, Organizations.Organization::json);
    }

    private Reply get(Call call) {
        return Reply.ok(state.organizations().get(call.segment(1)).json());
    }

    private Reply getByExternalId(Call call) {
        String externalId = call.segment(2);
        return Reply.ok(state.organizations()
                .byExternalId(externalId)
                .orElseThrow(() -> WorkosErrors.notFound("Organization", externalId))
                .json());
    }

    private Reply delete(Call call) {
        state.organizations().remove(call.segment(1));
        state.memberships().removeOrganization(call.segment(1));
        state.connections().removeOrganization(call.segment(1));
        return Reply.empty(204);
    }

    private Reply rolesOf(String organizationId) {
        state.organizations().get(organizationId);
        return roles();
    }

    private Reply roles() {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        String created = Json.time(state.clock().at(0));
        for (String slug : state.settings().roles()) {
            ObjectNode role = data.addObject()
                    .put("object", "role")
                    .put("id", "role_" + slug)
                    .put("slug", slug)
                    .put("name", slug)
                    .put("description", "The role " + slug)
                    .put("type", "EnvironmentRole")
                    .put("resource_type_slug", "organization");
            role.putArray("permissions");
            role.put("created_at", created).put("updated_at", created);
        }
        return Reply.ok(list);
    }
}
