package dev.portage.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Cognito's lock after wrong passwords: from the fifth on, for 2^(n-5) seconds, up to 15 minutes (developer guide). */
final class Lockout {

    private static final int FREE = 5;
    private static final long LONGEST = 900_000_000_000L;

    private record Failures(int count, long lockedUntil) {}

    private final Map<String, Failures> failures = new ConcurrentHashMap<>();
    private final SandboxClock clock;

    Lockout(SandboxClock clock) {
        this.clock = clock;
    }

    boolean locked(String user) {
        Failures known = failures.get(user);
        return known != null && known.count() >= FREE && clock.nanos() < known.lockedUntil();
    }

    void failed(String user) {
        failures.merge(user, new Failures(1, 0), (known, _) -> {
            int count = known.count() + 1;
            long seconds = 1L << Math.min(30, Math.max(0, count - FREE));
            return new Failures(count, clock.nanos() + Math.min(LONGEST, seconds * 1_000_000_000L));
        });
    }

    void succeeded(String user) {
        failures.remove(user);
    }
}
