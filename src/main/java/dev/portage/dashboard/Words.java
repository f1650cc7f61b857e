package dev.portage.dashboard;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Words {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Words() {}

    /** With its thousands apart: 1,234,567. */
    public static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** Such as {@code 1 user} or {@code 1,200 users}. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** With one digit behind the point, where it says something. */
    public static String decimal(double number) {
        return number >= 100 || number == Math.rint(number)
                ? number(Math.round(number))
                : String.format(Locale.ENGLISH, "%.1f", number);
    }

    /** Its two largest units: 6 h 18 min. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return units(seconds, MINUTE, "min", 1, "s");
        }
        return seconds < DAY ? units(seconds, HOUR, "h", MINUTE, "min") : units(seconds, DAY, "d", HOUR, "h");
    }

    private static String units(long seconds, long large, String largeName, long small, String smallName) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeName + (rest == 0 ? "" : " " + rest + " " + smallName);
    }
}
