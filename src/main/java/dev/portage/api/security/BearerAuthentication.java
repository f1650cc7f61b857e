package dev.portage.api.security;

import dev.portage.api.problem.Problem;
import dev.portage.api.problem.ProblemWriter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code Authorization: Bearer <token>} of RFC 6750, or the dashboard's {@link SessionCookie}, against our own
 * {@link Tokens}.
 */
@ApplicationScoped
class BearerAuthentication implements HttpAuthenticationMechanism {

    private static final String PREFIX = "bearer ";

    private final Tokens tokens;
    private final ProblemWriter problems;

    BearerAuthentication(Tokens tokens, ProblemWriter problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        String header = authorization(context);
        if (header == null) {
            return SessionCookie.token(context)
                    .map(this::identified)
                    .orElseGet(() -> Uni.createFrom().nullItem());
        }
        if (!header.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return identified(header.substring(PREFIX.length()).strip());
    }

    private Uni<SecurityIdentity> identified(String token) {
        return tokens.roleOf(token)
                .map(role -> Uni.createFrom().item(identity(role)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, challenge(context)));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, challenge(context));
        String detail = authorization(context) == null
                ? "This call needs a token: send 'Authorization: Bearer <token>'."
                : "The Authorization header holds no token of this service: send 'Authorization: Bearer <token>' with"
                        + " one of the tokens that it was started with.";
        problems.end(context, Problem.of(401, "unauthorized", detail));
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }

    private static SecurityIdentity identity(Role role) {
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(role.label()));
        role.includes().forEach(included -> identity.addRole(included.label()));
        return identity.build();
    }

    private static String challenge(RoutingContext context) {
        return authorization(context) == null ? "Bearer" : "Bearer error=\"invalid_token\"";
    }

    private static @Nullable String authorization(RoutingContext context) {
        return context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
    }
}
