package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /user_management/users}. */
final class UserEndpoints {

    private static final Set<String> COMMON = Set.of(
            "email",
            "first_name",
            "last_name",
            "name",
            "email_verified",
            "metadata",
            "external_id",
            "password",
            "password_hash",
            "password_hash_type",
            "password_salt_position");
    private static final Set<String> ON_CREATE = with("ip_address", "user_agent", "signals_id");
    private static final Set<String> ON_UPDATE = with("locale");

    private final WorkosState state;

    UserEndpoints(WorkosState state) {
        this.state = state;
    }

    private static Set<String> with(String... more) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    void register(Router router) {
        router.add("POST", "user_management/users", "users.create", this::create)
                .add("GET", "user_management/users", "users.list", this::list)
                .add("GET", "user_management/users/external_id/{id}", "users.getByExternalId", this::getByExternalId)
                .add("GET", "user_management/users/{id}/identities", "users.identities", this::identities)
                .add("GET", "user_management/users/{id}", "users.get", this::get)
                .add("PUT", "user_management/users/{id}", "users.update", this::update)
                .add("DELETE", "user_management/users/{id}", "users.delete", this::delete);
    }

    private Reply create(Call call) {
        Body body = Body.of(call, ON_CREATE);
        Settings settings = state.settings();
        String email = body.required("email");
        Optional<String> externalId = body.text("external_id").map(id -> UserRules.externalId(id, settings));
        Map<String, String> metadata = UserRules.merge(Map.of(), body.node("metadata"), settings);
        boolean verified = body.flag("email_verified").orElse(false);
        if (!UserRules.validEmail(email)) {
            throw notCreated(List.of(new WorkosErrors.Reason("invalid_email", "The email address is invalid.")));
        }
        String password = UserRules.password(body, email);
        Instant now = state.clock().now();
        WorkosUser user = new WorkosUser(
                state.ids().next("user"),
                email,
                verified,
                body.text("first_name").orElse(null),
                body.text("last_name").orElse(null),
                body.text("name").orElse(null),
                externalId.orElse(null),
                metadata,
                null,
                password != null || body.has("password_hash"),
                null,
                now,
                now);
        List<WorkosUsers.Clash> clashes = state.users().add(user, password);
        if (!clashes.isEmpty()) {
            throw notCreated(clashes.stream().map(UserEndpoints::reason).toList());
        }
        state.events().record("user.created", user::json);
        return Reply.json(201, user.json());
    }

    private static Refusal notCreated(List<WorkosErrors.Reason> reasons) {
        return WorkosErrors.coded(400, "user_creation_error", "Could not create user.", reasons);
    }

    private static WorkosErrors.Reason reason(WorkosUsers.Clash clash) {
        return switch (clash) {
            case EMAIL -> new WorkosErrors.Reason("email_not_available", "This email is not available.");
            case EXTERNAL_ID ->
                new WorkosErrors.Reason(
                        "external_id_already_used", "This external id has already been assigned to another user.");
        };
    }

    private Reply update(Call call) {
        Body body = Body.of(call, ON_UPDATE);
        String id = call.segment(2);
        WorkosUser old = state.users().get(id);
        Optional<String> email = body.text("email");
        if (email.isPresent() && !UserRules.validEmail(email.get())) {
            throw WorkosErrors.coded(400, "invalid_email", "The email address is invalid.");
        }
        String password = UserRules.password(body, email.orElse(old.email()));
        List<WorkosUsers.Clash> clashes = state.users().change(id, user -> changed(user, body), password);
        if (!clashes.isEmpty()) {
            // On PUT the reason is the code itself, where POST nests it in errors.
            WorkosErrors.Reason reason = reason(clashes.getFirst());
            throw WorkosErrors.coded(400, reason.code(), reason.message());
        }
        WorkosUser result = state.users().get(id);
        state.events().record("user.updated", result::json);
        return Reply.ok(result.json());
    }

    private WorkosUser changed(WorkosUser user, Body body) {
        if (user.emailVerified() && !body.flag("email_verified").orElse(true)) {
            throw WorkosErrors.coded(400, "email_already_verified", "A verified email cannot be unverified.");
        }
        return new WorkosUser(
                user.id(),
                body.text("email").orElse(user.email()),
                body.flag("email_verified").orElse(user.emailVerified()),
                patched(body, "first_name", user.firstName()),
                patched(body, "last_name", user.lastName()),
                patched(body, "name", user.name()),
                body.has("external_id")
                        ? body.text("external_id")
                                .map(id -> UserRules.externalId(id, state.settings()))
                                .orElse(null)
                        : user.externalId(),
                UserRules.merge(user.metadata(), body.node("metadata"), state.settings()),
                locale(body, user.locale()),
                user.hasPassword() || body.has("password") || body.has("password_hash"),
                user.lastSignInAt(),
                user.createdAt(),
                state.clock().now());
    }

    private static @Nullable String patched(Body body, String field, @Nullable String old) {
        return body.has(field) ? body.text(field).orElse(null) : old;
    }

    private static @Nullable String locale(Body body, @Nullable String old) {
        String locale = patched(body, "locale", old);
        if (locale != null && !locale.matches("[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")) {
            throw WorkosErrors.coded(400, "invalid_locale", "The locale is not supported.");
        }
        return locale;
    }

    private Reply get(Call call) {
        return Reply.ok(state.users().get(call.segment(2)).json());
    }

    private Reply getByExternalId(Call call) {
        String externalId = call.segment(3);
        return Reply.ok(state.users()
                .byExternalId(externalId)
                .orElseThrow(() -> WorkosErrors.notFound("User", externalId))
                .json());
    }

    private Reply list(Call call) {
        Listing.refuseUnknown(call, Set.of("email", "organization_id", "organization"));
        NavigableMap<String, WorkosUser> users = state.users().byId();
        Optional<String> email = call.query("email");
        if (email.isPresent()) {
            NavigableMap<String, WorkosUser> one = new TreeMap<>();
            state.users().byEmail(email.get()).ifPresent(user -> one.put(user.id(), user));
            users = one;
        }
        Optional<String> organization = call.query("organization_id");
        return Listing.page(
                call,
                users,
                user -> organization.isEmpty() || state.memberships().exists(user.id(), organization.get()),
                WorkosUser::json);
    }

    private Reply delete(Call call) {
        String id = call.segment(2);
        WorkosUser user = state.users().remove(id).orElseThrow(() -> WorkosErrors.notFound("User", id));
        state.memberships().removeUser(id);
        state.events().record("user.deleted", user::json);
        return Reply.empty(204);
    }

    /** A bare array, unlike every other list. */
    private Reply identities(Call call) {
        WorkosUser user = state.users().get(call.segment(2));
        ArrayNode identities = Json.array();
        for (String provider : state.users().traits(user.id()).providers()) {
            identities
                    .addObject()
                    .put("idp_id", "idp-" + user.id())
                    .put("type", "OAuth")
                    .put("provider", provider);
        }
        return Reply.ok(identities);
    }
}
