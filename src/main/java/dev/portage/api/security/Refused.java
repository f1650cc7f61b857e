package dev.portage.api.security;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call with a valid token that is not good for it. */
public final class Refused {
    private static final String CALLER = Refused.class.getName();

    private Refused() {}

    static void by(String caller, RoutingContext call) {
        call.put(CALLER, caller);
    }

    /** The role that the token has; empty where the call was not refused for that. */
    public static Optional<String> caller(RoutingContext call) {
        @Nullable String caller = call.get(CALLER);
        return Optional.ofNullable(caller);
    }
}
