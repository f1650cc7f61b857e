package dev.portage.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one measurement found: rows of named figures, and what they were meant to show. */
final class Table {
    /** A line drawn beforehand, and whether the figures are on the right side of it. */
    record Goal(String wanted, boolean met) {}

    private final String title;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    Table(String title) {
        this.title = title;
    }

    /** Adds a row: name, figure, name, figure and so on; the names of the first row head the columns. */
    Table row(Object... namesAndFigures) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFigures.length; i += 2) {
            row.put((String) namesAndFigures[i], namesAndFigures[i + 1]);
        }
        rows.add(row);
        return this;
    }

    Table goal(String wanted, boolean met) {
        goals.add(new Goal(wanted, met));
        return this;
    }

    String title() {
        return title;
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    List<Goal> goals() {
        return goals;
    }

    /** As Markdown. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of("### " + title, ""));
        List<String> columns = List.copyOf(rows.getFirst().keySet());
        lines.add(line(columns));
        lines.add(line(columns.stream().map(_ -> "---").toList()));
        rows.forEach(row ->
                lines.add(line(columns.stream().map(row::get).map(Table::text).toList())));
        lines.add("");
        goals.forEach(goal -> lines.add("- %s: %s".formatted(goal.wanted(), goal.met() ? "met" : "**missed**")));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(Object figure) {
        return switch (figure) {
            case Double d when Math.abs(d) >= 100 -> "%,.0f".formatted(d);
            case Double d when Math.abs(d) >= 10 -> "%.1f".formatted(d);
            case Double d -> String.format(Locale.ROOT, "%.3g", d);
            case Integer i -> "%,d".formatted(i);
            case Long l -> "%,d".formatted(l);
            default -> String.valueOf(figure);
        };
    }
}
