package dev.portage.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Milliseconds that something took, again and again. */
record Times(List<Double> millis) {
    /** Does it so many times, after as many that do not count. */
    static Times of(int count, Runnable action) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 2 * count; i++) {
            long began = System.nanoTime();
            action.run();
            if (i >= count) {
                millis.add((System.nanoTime() - began) / 1e6);
            }
        }
        return new Times(millis);
    }

    double median() {
        return at(0.5);
    }

    /** The time that this share of all does not exceed. */
    double at(double share) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
    }
}
