package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portage.sandbox.Memberships.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code /user_management/organization_memberships}. */
final class MembershipEndpoints {

    private static final String PATH = "user_management/organization_memberships";

    private final WorkosState state;
    private final AtomicInteger duplicates = new AtomicInteger();

    MembershipEndpoints(WorkosState state) {
        this.state = state;
    }

    void register(Router router) {
        router.add("POST", PATH, "memberships.create", this::create)
                .add("GET", PATH, "memberships.list", this::list)
                .add("GET", PATH + "/{id}", "memberships.get", call -> Reply.ok(json(membership(call))))
                .add("PUT", PATH + "/{id}", "memberships.update", this::update)
                .add("DELETE", PATH + "/{id}", "memberships.delete", this::delete)
                .add("PUT", PATH + "/{id}/deactivate", "memberships.deactivate", call -> turn(call, "inactive"))
                .add("PUT", PATH + "/{id}/reactivate", "memberships.reactivate", this::reactivate);
    }

    private Membership membership(Call call) {
        return state.memberships().get(call.segment(2));
    }

    private Reply create(Call call) {
        Body body = Body.of(call, Set.of("user_id", "organization_id", "role_slug", "role_slugs"));
        String userId = body.required("user_id");
        String organizationId = body.required("organization_id");
        List<String> roles = roles(body);
        state.users().get(userId);
        state.organizations().get(organizationId);
        Instant now = state.clock().now();
        Membership membership =
                new Membership(state.ids().next("om"), userId, organizationId, roles, "active", now, now);
        if (!state.memberships().add(membership)) {
            throw duplicate();
        }
        ObjectNode json = json(membership);
        state.events().record("organization_membership.created", () -> json);
        return Reply.json(201, json);
    }

    /** Sources disagree on what a duplicate is answered with, so each of the answers is given in turn. */
    private Refusal duplicate() {
        String message = "The user is already a member of this organization.";
        return switch (duplicates.getAndIncrement() % 4) {
            case 0 -> WorkosErrors.coded(400, "organization_membership_already_exists", message);
            case 1 -> WorkosErrors.coded(409, "organization_membership_already_exists", message);
            case 2 -> WorkosErrors.coded(400, "user_already_organization_member", message);
            default -> WorkosErrors.coded(422, "entity_already_exists", message);
        };
    }

    private List<String> roles(Body body) {
        List<String> slugs = new ArrayList<>();
        body.text("role_slug").ifPresent(slugs::add);
        if (body.has("role_slugs")) {
            if (!slugs.isEmpty()) {
                throw WorkosErrors.field("role_slugs", "role_ambiguous", "role_slug and role_slugs exclude each other");
            }
            for (JsonNode slug : body.node("role_slugs")) {
                slugs.add(slug.asText());
            }
        }
        Settings settings = state.settings();
        if (slugs.size() > 1 && !settings.multipleRoles()) {
            throw WorkosErrors.coded(422, "multiple_roles_not_enabled", "Multiple roles are not enabled.");
        }
        for (String slug : slugs) {
            if (!settings.roles().contains(slug)) {
                throw WorkosErrors.coded(422, "invalid_role", "Role '" + slug + "' does not exist.");
            }
        }
        return slugs.isEmpty() ? List.of(settings.roles().getFirst()) : List.copyOf(slugs);
    }

    private Reply update(Call call) {
        Body body = Body.of(call, Set.of("role_slug", "role_slugs"));
        Membership changed =
                membership(call).withRoles(roles(body), state.clock().now());
        state.memberships().replace(changed);
        return Reply.ok(json(changed));
    }

    private Reply delete(Call call) {
        state.memberships().remove(call.segment(2));
        return Reply.empty(204);
    }

    private Reply turn(Call call, String status) {
        Membership changed = membership(call).with(status, state.clock().now());
        state.memberships().replace(changed);
        return Reply.ok(json(changed));
    }

    private Reply reactivate(Call call) {
        if (membership(call).status().equals("pending")) {
            throw WorkosErrors.coded(
                    400,
                    "cannot_reactivate_pending_organization_membership",
                    "An invitation to this organization is open.");
        }
        return turn(call, "active");
    }

    private Reply list(Call call) {
        Listing.refuseUnknown(call, Set.of("user_id", "organization_id", "statuses", "statuses[]"));
        Optional<String> userId = call.query("user_id");
        Optional<String> organizationId = call.query("organization_id");
        if (userId.isEmpty() && organizationId.isEmpty()) {
            throw WorkosErrors.field("user_id", "user_id_required", "Give user_id or organization_id");
        }
        List<String> statuses = List.of(call.query("statuses")
                .or(() -> call.query("statuses[]"))
                .orElse("active")
                .split(",", -1));
        NavigableMap<String, Membership> candidates =
                userId.map(state.memberships()::ofUser).orElseGet(state.memberships()::byId);
        return Listing.page(
                call,
                candidates,
                m -> organizationId.map(m.organizationId()::equals).orElse(true) && statuses.contains(m.status()),
                this::json);
    }

    private ObjectNode json(Membership membership) {
        ObjectNode json = Json.object()
                .put("object", "organization_membership")
                .put("id", membership.id())
                .put("user_id", membership.userId())
                .put("organization_id", membership.organizationId())
                .put(
                        "organization_name",
                        state.organizations().get(membership.organizationId()).name())
                .put("status", membership.status())
                .put("directory_managed", false)
                .put("created_at", Json.time(membership.createdAt()))
                .put("updated_at", Json.time(membership.updatedAt()));
        json.putObject("role").put("slug", membership.roles().getFirst());
        json.putObject("custom_attributes");
        if (!state.settings().leanMemberships()) {
            ArrayNode roles = json.putArray("roles");
            membership.roles().forEach(slug -> roles.addObject().put("slug", slug));
            json.set("user", state.users().get(membership.userId()).json());
        }
        return json;
    }
}
