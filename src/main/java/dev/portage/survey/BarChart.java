package dev.portage.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Horizontal bars, each with its name and number, laid out for an SVG drawing of its own size.
 *
 * @param rest how many more there are than are drawn, in words; empty for none
 */
record BarChart(String title, List<Bar> bars, String rest) {
    private static final int ROW = 24;
    private static final int LONGEST_BAR = 320;
    private static final int LEFT = 230;
    private static final int LONGEST_NAME = 34;
    private static final int MOST = 10;

    /** A bar, in pixels. */
    record Bar(String name, String number, int y, int width) {
        /** Where the text of the row stands. */
        public int baseline() {
            return y + 15;
        }

        /** Where the number stands, behind the bar. */
        public int end() {
            return LEFT + width + 6;
        }
    }

    static BarChart of(String title, Map<String, Long> numbers) {
        long most = numbers.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<Map.Entry<String, Long>> drawn = numbers.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        List<Map.Entry<String, Long>> shown = drawn.subList(0, Math.min(MOST, drawn.size()));
        List<Bar> bars = new ArrayList<>();
        for (Map.Entry<String, Long> entry : shown) {
            bars.add(new Bar(shortened(entry.getKey()), "%,d".formatted(entry.getValue()), bars.size() * ROW, (int)
                    Math.max(1, LONGEST_BAR * entry.getValue() / most)));
        }
        int left = drawn.size() - shown.size();
        return new BarChart(title, List.copyOf(bars), left == 0 ? "" : "and %,d more".formatted(left));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    public int height() {
        return Math.max(1, bars.size()) * ROW;
    }
}
