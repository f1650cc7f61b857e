package dev.portage.sandbox;

/** Seeded randomness without state: the same seed and position always give the same number, on any thread. */
final class Chance {

    private Chance() {}

    /** Mixes all 64 bits (the finalizer of SplitMix64). */
    static long mix(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    static long of(long seed, long position) {
        return mix(mix(seed) ^ position);
    }

    /** A number in {@code [0, 1)}. */
    static double share(long seed, long position) {
        return (of(seed, position) >>> 11) * 0x1.0p-53;
    }

    /** A number in {@code [0, bound)}. */
    static int below(int bound, long seed, long position) {
        return (int) Math.floorMod(of(seed, position), (long) bound);
    }
}
