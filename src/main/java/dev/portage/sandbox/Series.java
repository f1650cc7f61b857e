package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;

/** Arrivals counted by whole seconds since the reset. */
final class Series {

    private static final long SECOND = 1_000_000_000L;
    /** A day; a clock that was moved further must not cost memory. */
    private static final int LONGEST = 86_400;

    private int[] counts = new int[64];
    private int length;

    synchronized void add(long nanos) {
        int second = (int) Math.min(LONGEST - 1, nanos / SECOND);
        if (second >= counts.length) {
            counts = Arrays.copyOf(counts, Math.min(LONGEST, Math.max(second + 1, counts.length * 2)));
        }
        counts[second]++;
        length = Math.max(length, second + 1);
    }

    synchronized ArrayNode describe() {
        ArrayNode array = Json.array();
        for (int i = 0; i < length; i++) {
            array.add(counts[i]);
        }
        return array;
    }
}
