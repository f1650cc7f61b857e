package dev.portage.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/** Ids as WorkOS makes them: a prefix and 26 characters that sort by the order of creation (ULIDs). */
final class Ids {

    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private final SandboxClock clock;
    private final AtomicLong last = new AtomicLong();

    Ids(SandboxClock clock) {
        this.clock = clock;
    }

    String next(String prefix) {
        // Microseconds, pushed on where two fall into one, keep the order strict.
        long now = clock.now().toEpochMilli() * 1_000;
        long unique = last.accumulateAndGet(now, (before, wanted) -> Math.max(before + 1, wanted));
        char[] text = new char[26];
        long rest = unique;
        for (int i = 12; i >= 0; i--) {
            text[i] = CROCKFORD[(int) (rest & 31)];
            rest >>>= 5;
        }
        long noise = Chance.mix(unique);
        for (int i = 25; i >= 13; i--) {
            text[i] = CROCKFORD[(int) (noise & 31)];
            noise >>>= 5;
        }
        return prefix + "_" + new String(text);
    }
}
