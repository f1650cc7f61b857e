package dev.portage.api.security;

import java.util.List;
import java.util.Optional;

/**
 * Which call needs which role: all of authorization on one page. What is not named here needs a token.
 *
 * @param developing whether this is development mode, where Quarkus's developer pages are open too
 */
record AccessRules(boolean developing) {

    /**
     * Open to all who reach the port. Probes and Prometheus come without tokens, and what they read holds numbers only;
     * the API's description holds nothing that this project's source doesn't.
     */
    private static final List<String> OPEN = List.of("/q/health", "/q/metrics", "/q/openapi", "/q/swagger-ui");

    /** What a browser needs to get as far as signing in: the page itself, and what all pages look like. */
    private static final List<String> WAY_IN =
            List.of(SessionCookie.SIGN_IN, SessionCookie.PLACE + "/sign-out", "/assets", "/webjars");

    /** The role that is needed; empty where none is. */
    Optional<Role> needed(Call call) {
        if (call.path().equals("/") || WAY_IN.stream().anyMatch(call::isAtOrBelow)) {
            return Optional.empty();
        }
        if (OPEN.stream().anyMatch(call::isAtOrBelow) || (developing && call.isAtOrBelow("/q"))) {
            return Optional.empty();
        }
        if (call.isAtOrBelow("/sign-in")) {
            return Optional.of(Role.SIGN_IN);
        }
        return Optional.of(call.reads() && !call.reveals() ? Role.VIEWER : Role.ADMIN);
    }

    /**
     * @param path without dot segments
     * @param reveals whether a secret is asked for
     */
    record Call(String method, String path, boolean reveals) {

        boolean reads() {
            return switch (method) {
                case "GET", "HEAD", "OPTIONS" -> true;
                default -> false;
            };
        }

        boolean isAtOrBelow(String place) {
            return path.equals(place) || path.startsWith(place + "/");
        }
    }
}
