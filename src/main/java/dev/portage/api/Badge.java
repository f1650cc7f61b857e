package dev.portage.api;

import java.util.Locale;

/**
 * A summary as shields.io's endpoint badge wants it, which refuses any field that it does not know.
 *
 * @param isError shows the message in red, whatever colour the badge's address asks for
 */
record Badge(int schemaVersion, String label, String message, String color, boolean isError) {

    static Badge of(Summary summary) {
        return new Badge(
                1, summary.name(), summary.message(), color(summary).name().toLowerCase(Locale.ROOT), !summary.ok());
    }

    private enum Color {
        BRIGHTGREEN,
        YELLOW,
        ORANGE,
        RED,
        BLUE,
        LIGHTGREY
    }

    private static Color color(Summary summary) {
        if (!summary.ok()) {
            return Color.RED;
        }
        return switch (summary.state()) {
            case ASSESSING, DISCOVERING, IMPORTING, UNDOING -> Color.BLUE;
            case PAUSED -> Color.ORANGE;
            case COMPLETED -> summary.failed() == 0 ? Color.BRIGHTGREEN : Color.YELLOW;
            case CREATED, CANCELLED, UNDONE -> Color.LIGHTGREY;
            case FAILED -> Color.RED;
        };
    }
}
