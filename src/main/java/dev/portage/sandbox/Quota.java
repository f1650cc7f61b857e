package dev.portage.sandbox;

import java.time.Duration;

/** So many calls in any window of that length. */
record Quota(int limit, Duration window) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    static Quota of(int limit, int seconds) {
        return new Quota(limit, Duration.ofSeconds(seconds));
    }

    Quota unlimited() {
        return new Quota(UNLIMITED, window);
    }

    boolean isUnlimited() {
        return limit == UNLIMITED;
    }
}
