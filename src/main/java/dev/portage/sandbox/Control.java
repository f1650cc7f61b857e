package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.NavigableMap;

/** {@code /sandbox/*}: what tests set and read. No fault, limit or counter touches it. */
final class Control implements Router.Endpoint {

    private static final int PAGE = 1_000;

    private final WorkosState workos;
    private final CognitoState cognito;
    private final RateLimits limits;
    private final Faults faults;
    private final Journal journal;
    private final SandboxClock clock;
    private final Router router = new Router();

    Control(
            WorkosState workos,
            CognitoState cognito,
            RateLimits limits,
            Faults faults,
            Journal journal,
            SandboxClock clock) {
        this.workos = workos;
        this.cognito = cognito;
        this.limits = limits;
        this.faults = faults;
        this.journal = journal;
        this.clock = clock;
        register();
    }

    private void register() {
        router.add("GET", "sandbox", "", _ -> Reply.ok(Json.object().put("sandbox", "Portage")))
                .add("POST", "sandbox/reset", "", _ -> reset())
                .add("GET", "sandbox/calls", "", _ -> Reply.ok(journal.describe(limits)))
                .add("DELETE", "sandbox/calls", "", _ -> resetCalls())
                .add("GET", "sandbox/limits", "", _ -> Reply.ok(limits.describe()))
                .add("PUT", "sandbox/limits", "", this::changeLimits)
                .add("DELETE", "sandbox/limits", "", _ -> restoreLimits())
                .add("GET", "sandbox/faults", "", _ -> Reply.ok(faults.describe()))
                .add("PUT", "sandbox/faults", "", this::setFaults)
                .add("DELETE", "sandbox/faults", "", _ -> clearFaults())
                .add("GET", "sandbox/settings", "", _ -> Reply.ok(Json.tree(workos.settings())))
                .add("PUT", "sandbox/settings", "", this::changeSettings)
                .add("POST", "sandbox/clock", "", this::advance)
                .add("GET", "sandbox/users", "", this::users)
                .add("PUT", "sandbox/workos/users/{id}/traits", "", this::traits)
                .add("POST", "sandbox/workos/users/{id}/social-sign-in", "", this::socialSignIn)
                .add("POST", "sandbox/workos/memberships/{id}/age", "", this::age)
                .add(
                        "GET",
                        "sandbox/mailbox",
                        "",
                        call -> Reply.ok(workos.mailbox().describe(call.query("email"))))
                .add("POST", "sandbox/mailbox/{id}", "", this::followLink)
                .add("DELETE", "sandbox/workos", "", _ -> wipe());
        new PoolControl(cognito, clock).register(router);
    }

    @Override
    public Reply answer(Call call) {
        return router.find(call)
                .orElseThrow(() -> Refusal.control(404, "The sandbox has no such control"))
                .endpoint()
                .answer(call);
    }

    private Reply reset() {
        clock.restore();
        workos.wipe();
        workos.settings(Settings.DEFAULTS);
        cognito.reset();
        faults.clear();
        limits.clear();
        journal.reset();
        return Reply.empty(204);
    }

    private Reply resetCalls() {
        limits.clearArrivals();
        journal.reset();
        return Reply.empty(204);
    }

    private Reply changeLimits(Call call) {
        limits.change(call.json());
        return Reply.ok(limits.describe());
    }

    private Reply restoreLimits() {
        limits.clear();
        return Reply.empty(204);
    }

    private Reply setFaults(Call call) {
        faults.set(Json.read(call.body(), Faults.Wanted.class));
        return Reply.ok(faults.describe());
    }

    private Reply clearFaults() {
        faults.clear();
        return Reply.empty(204);
    }

    private Reply changeSettings(Call call) {
        workos.settings(workos.settings().changed(call.json()));
        return Reply.ok(Json.tree(workos.settings()));
    }

    /** {@code {"advanceSeconds": 3600}} */
    private Reply advance(Call call) {
        clock.advance(
                Duration.ofMillis(Math.round(call.json().path("advanceSeconds").asDouble() * 1_000)));
        return Reply.ok(Json.object().put("now", clock.now().toString()));
    }

    /** Oldest first, a thousand at a time, so that a hundred thousand are read in a hundred calls. */
    private Reply users(Call call) {
        NavigableMap<String, WorkosUser> rest = call.query("after")
                .map(after -> workos.users().byId().tailMap(after, false))
                .orElse(workos.users().byId());
        ObjectNode page = Json.object().put("count", workos.userCount());
        ArrayNode users = page.putArray("users");
        String last = null;
        for (WorkosUser user : rest.values()) {
            if (users.size() == PAGE) {
                page.put("after", last);
                break;
            }
            last = user.id();
            ObjectNode json = users.addObject()
                    .put("id", user.id())
                    .put("email", user.email())
                    .put("external_id", user.externalId())
                    .put("email_verified", user.emailVerified());
            ObjectNode metadata = json.putObject("metadata");
            user.metadata().forEach(metadata::put);
        }
        return Reply.ok(page);
    }

    private Reply traits(Call call) {
        workos.users().get(call.segment(3));
        workos.users().traits(call.segment(3), Json.read(call.body(), UserTraits.class));
        return Reply.empty(204);
    }

    /** The membership was made a day earlier. */
    private Reply age(Call call) {
        Memberships.Membership membership = workos.memberships().get(call.segment(3));
        workos.memberships().replace(membership.madeOn(membership.createdAt().minus(Duration.ofDays(1))));
        return Reply.empty(204);
    }

    /** The user signs in through a social provider. */
    private Reply socialSignIn(Call call) {
        WorkosUser user = workos.users().get(call.segment(3));
        workos.users().change(user.id(), known -> known.signedIn(workos.clock().now()), null);
        workos.events()
                .record(
                        "authentication.oauth_succeeded",
                        () -> Json.object()
                                .put("type", "oauth")
                                .put("status", "succeeded")
                                .put("user_id", user.id())
                                .put("email", user.email()));
        return Reply.empty(204);
    }

    /** {@code {"password": …}}: what the one does who follows the link of a mail. */
    private Reply followLink(Call call) {
        Mailbox.Mail mail = workos.mailbox()
                .byId(call.segment(2))
                .orElseThrow(() -> Refusal.control(404, "There is no such mail; GET /sandbox/mailbox lists them"));
        String password = call.json().path("password").asText();
        return Reply.ok(PasswordResetEndpoints.complete(workos, mail, password).json());
    }

    private Reply wipe() {
        workos.wipe();
        return Reply.empty(204);
    }
}
