package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Users by what tells them apart, each with its share as a bar.
 *
 * @param rest what is not shown, in words; empty where all is
 */
record Breakdown(String slug, String title, List<Share> shares, String rest) {

    private static final int SHOWN = 8;
    private static final double ALL = 100;

    /** @param percent with a point for the program, whatever the language */
    record Share(String name, String number, String percent) {}

    /** The largest first; none for what nobody has. */
    static Breakdown of(String slug, String title, Map<String, Long> numbers, long total) {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(numbers.entrySet());
        sorted.removeIf(entry -> entry.getValue() == 0);
        sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<Map.Entry<String, Long>> shown = sorted.subList(0, Math.min(SHOWN, sorted.size()));
        int hidden = sorted.size() - shown.size();
        return new Breakdown(
                slug,
                title,
                shown.stream()
                        .map(entry -> new Share(
                                entry.getKey(),
                                Words.number(entry.getValue()),
                                String.valueOf(ALL * entry.getValue() / Math.max(1, total))))
                        .toList(),
                hidden == 0 ? "" : "and " + Words.number(hidden) + " more, all of which the report has");
    }

    Breakdown withRest(String words) {
        return new Breakdown(slug, title, shares, words);
    }
}
