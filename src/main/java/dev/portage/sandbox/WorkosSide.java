package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** WorkOS: who may call, how often, and which endpoint answers. */
final class WorkosSide implements Side {

    private static final String UNKNOWN = "unknown";

    private final WorkosState state;
    private final RateLimits limits;
    private final Router router;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();

    WorkosSide(WorkosState state, RateLimits limits, Router router) {
        this.state = state;
        this.limits = limits;
        this.router = router;
    }

    @Override
    public Name name() {
        return Name.WORKOS;
    }

    @Override
    public String operation(Call call) {
        return router.find(call).map(Router.Route::operation).orElse(UNKNOWN);
    }

    @Override
    public List<RateLimits.Key> scopes(String operation, Call call) {
        List<RateLimits.Key> keys = new ArrayList<>(3);
        keys.add(RateLimits.Key.of(Scopes.WORKOS_REQUESTS));
        if (!call.segments().isEmpty() && call.segment(0).equals("user_management")) {
            keys.add(RateLimits.Key.of(call.method().equals("GET") ? Scopes.WORKOS_READS : Scopes.WORKOS_WRITES));
        }
        switch (operation) {
            case "authenticate" -> keys.add(byEmail(Scopes.WORKOS_AUTHENTICATE, call));
            case "passwordReset.create", "magicAuth.create" -> keys.add(byEmail(Scopes.WORKOS_PASSWORD_RESET, call));
            case "organizations.delete" -> keys.add(RateLimits.Key.of(Scopes.WORKOS_ORGANIZATION_DELETE));
            default -> {}
        }
        return keys;
    }

    private static RateLimits.Key byEmail(String scope, Call call) {
        return new RateLimits.Key(
                scope, WorkosUsers.fold(call.json().path("email").asText("")));
    }

    @Override
    public void admit(String operation, Call call, FaultPlan plan) {
        if (plan.outage()) {
            throw WorkosErrors.refusal(503, Json.object().put("message", "Service Unavailable"));
        }
        if (plan.unauthorized() || !(authorized(call) || open(operation))) {
            throw WorkosErrors.unauthorized();
        }
        FaultRule throttle = plan.throttle();
        if (throttle != null) {
            throw new Refusal(throttled(throttle.throttleCode(), throttle.retryAfter()));
        }
        Optional<RateLimits.Exceeded> exceeded = limits.admit(scopes(operation, call), call.arrival());
        if (exceeded.isPresent()) {
            throw new Refusal(throttled(exceeded.get()));
        }
        if (plan.errorStatus() != 0) {
            throw WorkosErrors.refusal(plan.errorStatus(), Json.object().put("message", "Internal Server Error"));
        }
    }

    private static boolean authorized(Call call) {
        return call.header("Authorization")
                .filter(("Bearer " + Sandbox.API_KEY)::equals)
                .isPresent();
    }

    /** What a browser calls carries no key, and authenticate has the key in its body. */
    private static boolean open(String operation) {
        return operation.equals("authorize") || operation.equals("idp") || operation.equals("authenticate");
    }

    private Reply throttled(RateLimits.Exceeded exceeded) {
        long seconds = Math.max(1, Math.ceilDiv(exceeded.untilRoomNanos(), 1_000_000_000L));
        String retryAfter = switch (state.settings().retryAfter()) {
            case "none" -> "none";
            case "date" -> "date:" + seconds;
            default -> Long.toString(seconds);
        };
        return throttled(null, retryAfter);
    }

    /** The bodies of 429 vary with what refuses; without a code named, each is sent in turn. */
    private Reply throttled(@Nullable String code, @Nullable String retryAfter) {
        ObjectNode body = Json.object();
        if (code != null) {
            body.put("message", "Too many requests").put("code", code);
        } else {
            switch ((int) (throttled.getAndIncrement() % 3)) {
                case 0 -> body.put("message", "Too many requests");
                case 1 -> body.put("error", "too_many_requests").put("error_description", "Slow down.");
                default -> body.put("message", "Rate limit exceeded").put("code", "rate_limit_exceeded");
            }
        }
        Reply reply = Reply.json(429, body);
        if (retryAfter == null || retryAfter.equals("none")) {
            return reply;
        }
        return reply.with("Retry-After", retryAfter.startsWith("date:") ? date(retryAfter) : retryAfter);
    }

    private String date(String retryAfter) {
        long seconds = Long.parseLong(retryAfter.substring("date:".length()));
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(state.clock().now().plusSeconds(seconds));
    }

    @Override
    public Reply perform(String operation, Call call) {
        Router.Route route = router.find(call)
                .orElseThrow(() -> WorkosErrors.refusal(404, Json.object().put("message", "Not Found")));
        return route.endpoint().answer(call);
    }

    @Override
    public Reply identified(Reply reply) {
        return reply.with("X-Request-ID", "req_" + Long.toString(requests.incrementAndGet(), 36));
    }
}
