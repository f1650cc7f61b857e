package dev.portage.api.security;

import dev.portage.api.problem.Problem;
import dev.portage.api.problem.RouteProblems;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Holds every request, whatever route it takes, to the {@link AccessRules}. */
@ApplicationScoped
class AccessPolicy implements HttpSecurityPolicy {

    private final AccessRules rules = new AccessRules(LaunchMode.current() == LaunchMode.DEVELOPMENT);

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> caller, AuthorizationRequestContext blocking) {
        Optional<Role> needed = rules.needed(call(context));
        if (needed.isEmpty()) {
            return CheckResult.permit();
        }
        return caller.map(identity -> check(context, identity, needed.get()));
    }

    private static CheckResult check(RoutingContext context, SecurityIdentity identity, Role needed) {
        if (identity.hasRole(needed.label())) {
            return CheckResult.PERMIT;
        }
        if (!identity.isAnonymous()) {
            String detail = "This call needs role " + needed.label() + "; the token has role "
                    + identity.getPrincipal().getName() + ".";
            context.put(RouteProblems.PROBLEM, Problem.of(403, "forbidden", detail));
            Refused.by(identity.getPrincipal().getName(), context);
        }
        return CheckResult.DENY;
    }

    private static AccessRules.Call call(RoutingContext context) {
        boolean reveals = context.queryParam("reveal").stream().anyMatch(value -> !value.equals("false"));
        // The normalised path is also what resources are matched by: no other spelling gets past.
        return new AccessRules.Call(context.request().method().name(), context.normalizedPath(), reveals);
    }
}
