package dev.portage.workos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers that the environment allows a member one role only, so that not each of a hundred thousand members costs a
 * call that is refused. It is found out anew from time to time, as it can be switched on.
 */
final class OneRoleOnly {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final Clock clock;
    private volatile Instant until = Instant.MIN;

    OneRoleOnly(Clock clock) {
        this.clock = clock;
    }

    boolean known() {
        return clock.instant().isBefore(until);
    }

    void learnt() {
        until = clock.instant().plus(GOOD_FOR);
    }
}
