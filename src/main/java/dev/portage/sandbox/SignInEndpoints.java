package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code /user_management/authenticate} with a password, and {@code /user_management/authorize}. */
final class SignInEndpoints {

    private static final Set<String> FIELDS = Set.of(
            "client_id",
            "client_secret",
            "grant_type",
            "email",
            "password",
            "ip_address",
            "user_agent",
            "invitation_token",
            "device_id",
            "signals_id",
            "radar_auth_attempt_id");
    /** These errors have OAuth's shape instead of a code. */
    private static final Set<String> OAUTH_SHAPED =
            Set.of("invalid_grant", "sso_required", "organization_authentication_methods_required");
    /** No Facebook and no Login with Amazon: WorkOS has no such providers. */
    private static final Set<String> PROVIDERS = Set.of(
            "AppleOAuth",
            "BitbucketOAuth",
            "GitHubOAuth",
            "GitLabOAuth",
            "GoogleOAuth",
            "IntuitOAuth",
            "LinkedInOAuth",
            "MicrosoftOAuth",
            "SalesforceOAuth",
            "SlackOAuth",
            "VercelOAuth",
            "XeroOAuth");

    private static final int[] STEP_UP_STATUSES = {403, 400, 422};

    private final WorkosState state;
    private final AtomicInteger stepUps = new AtomicInteger();

    SignInEndpoints(WorkosState state) {
        this.state = state;
    }

    void register(Router router) {
        router.add("POST", "user_management/authenticate", "authenticate", this::authenticate)
                .add("GET", "user_management/authorize", "authorize", this::authorize)
                .add("GET", "idp/{name}", "idp", this::identityProvider);
    }

    private Reply authenticate(Call call) {
        Body body = Body.of(call, FIELDS);
        if (!body.required("client_id").equals(Sandbox.CLIENT_ID)
                || !body.required("client_secret").equals(Sandbox.API_KEY)) {
            throw WorkosErrors.oauth(400, "invalid_client", "Invalid client ID or secret.");
        }
        if (!body.required("grant_type").equals("password")) {
            throw WorkosErrors.oauth(400, "unsupported_grant_type", "The sandbox knows the password grant only.");
        }
        String email = body.required("email");
        String password = body.required("password");
        if (!state.settings().passwordSignIn()) {
            throw WorkosErrors.coded(
                    403, "email_password_auth_disabled", "Email and password authentication is disabled.");
        }
        WorkosUser user = state.users()
                .byEmail(email)
                .filter(known -> state.users().passwordIs(known.id(), password))
                .orElseThrow(() -> {
                    state.events().record("authentication.password_failed", () -> attempt("failed", email, null));
                    return WorkosErrors.coded(400, "invalid_credentials", "Invalid credentials.");
                });
        List<Memberships.Membership> active = state.memberships().ofUser(user.id()).values().stream()
                .filter(membership -> membership.status().equals("active"))
                .toList();
        stepUp(user, active);
        state.users().change(user.id(), known -> known.signedIn(state.clock().now()), null);
        state.events().record("authentication.password_succeeded", () -> attempt("succeeded", email, user.id()));
        ObjectNode answer = Json.object();
        answer.set("user", state.users().get(user.id()).json());
        answer.put(
                        "organization_id",
                        active.isEmpty() ? null : active.getFirst().organizationId())
                .put(
                        "access_token",
                        Tokens.jwt(
                                "https://api.workos.com",
                                user.id(),
                                state.clock().now()))
                .put("refresh_token", Tokens.random())
                .put("authentication_method", "Password");
        return Reply.ok(answer);
    }

    private static ObjectNode attempt(String status, String email, @Nullable String userId) {
        return Json.object()
                .put("type", "password")
                .put("status", status)
                .put("email", email)
                .put("user_id", userId);
    }

    private void stepUp(WorkosUser user, List<Memberships.Membership> active) {
        String asked = state.users().traits(user.id()).stepUp();
        if (asked != null && OAUTH_SHAPED.contains(asked)) {
            throw WorkosErrors.oauth(400, asked, "The user must sign in another way.");
        }
        if (asked != null) {
            throw stepUp(asked, Json.object());
        }
        if (!user.emailVerified()) {
            throw stepUp(
                    "email_verification_required",
                    Json.object().put("email", user.email()).put("email_verification_id", "email_verification_1"));
        }
        if (active.size() > 1) {
            ObjectNode more = Json.object();
            ArrayNode organizations = more.putArray("organizations");
            active.forEach(membership -> organizations
                    .addObject()
                    .put("id", membership.organizationId())
                    .put(
                            "name",
                            state.organizations()
                                    .get(membership.organizationId())
                                    .name()));
            throw stepUp("organization_selection_required", more);
        }
    }

    /** Sources name different statuses for a step-up, so each is used in turn: clients go by the code. */
    private Refusal stepUp(String code, ObjectNode more) {
        int status = STEP_UP_STATUSES[stepUps.getAndIncrement() % STEP_UP_STATUSES.length];
        ObjectNode body = Json.object()
                .put("code", code)
                .put("message", "A further step is needed to sign in.")
                .put("pending_authentication_token", Tokens.random());
        body.setAll(more);
        return WorkosErrors.refusal(status, body);
    }

    /** Leads to the provider with the client id that is set up there; without one, to WorkOS's own or nowhere. */
    private Reply authorize(Call call) {
        String provider = call.query("provider").orElse("");
        String redirect = call.query("redirect_uri").orElse("");
        if (!call.query("client_id").orElse("").equals(Sandbox.CLIENT_ID)) {
            throw WorkosErrors.oauth(400, "invalid_client", "Invalid client ID.");
        }
        if (!call.query("response_type").orElse("").equals("code") || redirect.isEmpty()) {
            throw WorkosErrors.oauth(400, "invalid_request", "response_type and redirect_uri are required.");
        }
        if (!PROVIDERS.contains(provider)) {
            throw WorkosErrors.oauth(400, "invalid_request", "Unknown provider " + provider + ".");
        }
        String clientId = state.settings().providerClientIds().get(provider);
        if (clientId == null && !state.settings().defaultCredentials()) {
            // Unverified against the real service, whose answer here is not documented.
            return Reply.empty(302)
                    .with("Location", redirect + "?error=invalid_connection&error_description=not+configured");
        }
        String name =
                provider.substring(0, provider.length() - "OAuth".length()).toLowerCase(Locale.ROOT);
        String callback = "https://auth.workos.com/sso/oauth/" + name + "/sandbox123/callback";
        String host = name.equals("google") ? "accounts.google.com/o/oauth2/v2/auth" : name + ".example/authorize";
        String authority = state.settings().providerRedirectUris() == null
                ? "https://" + host
                : "http://" + call.header("Host").orElse("") + "/idp/" + name;
        return Reply.empty(302)
                .with(
                        "Location",
                        authority + "?client_id="
                                + encode(clientId == null ? "workos-default-" + name : clientId)
                                + "&redirect_uri=" + encode(callback)
                                + "&response_type=code&scope=" + encode("openid email profile")
                                + "&state=sandbox");
    }

    /** What a provider shows: its sign-in page, or, in its page's words, what is wrong with the client. */
    private Reply identityProvider(Call call) {
        List<String> known = state.settings().providerRedirectUris();
        if (!call.query("client_id").orElse("").equals(PoolProviders.GOOGLE_CLIENT_ID)) {
            return Reply.json(401, Json.object().put("error", "invalid_client"));
        }
        return known == null || known.contains(call.query("redirect_uri").orElse(""))
                ? Reply.ok(Json.object().put("page", "Sign in"))
                : Reply.json(400, Json.object().put("error", "redirect_uri_mismatch"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
