package dev.portage.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of this process's memory that shows a file, as {@code /proc/self/smaps} (proc_pid_smaps(5)) tells.
 *
 * @param start its first address
 * @param length in bytes
 * @param writable whether the process may change it
 * @param ownKilobytes how much of it the process has changed, be that in memory or swapped out
 */
record FileMapping(long start, long length, boolean writable, long ownKilobytes) {
    /** For a kernel, or what stands in for one, that does not tell: more than there can be. */
    private static final long UNKNOWN = 1L << 40;

    private static final Pattern HEAD =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (.{4}) [0-9a-f]+ [0-9a-f:]+ \\d+ *(.*)");
    private static final Pattern FIGURE = Pattern.compile("(\\w+): +(\\d+) kB");

    /** The mappings of this file, in the order of their addresses. */
    static List<FileMapping> ofFile(List<String> smaps, String file) {
        List<FileMapping> found = new ArrayList<>();
        for (int line = 0; line < smaps.size(); line++) {
            Matcher head = HEAD.matcher(smaps.get(line));
            if (head.matches() && head.group(4).equals(file)) {
                long start = Long.parseUnsignedLong(head.group(1), 16);
                long end = Long.parseUnsignedLong(head.group(2), 16);
                Map<String, Long> figures = figures(smaps, line + 1);
                long own = figures.getOrDefault("Anonymous", UNKNOWN) + figures.getOrDefault("Swap", UNKNOWN);
                found.add(new FileMapping(start, end - start, head.group(3).contains("w"), own));
            }
        }
        return found;
    }

    private static Map<String, Long> figures(List<String> smaps, int from) {
        Map<String, Long> figures = new HashMap<>();
        for (int line = from;
                line < smaps.size() && !HEAD.matcher(smaps.get(line)).matches();
                line++) {
            Matcher figure = FIGURE.matcher(smaps.get(line));
            if (figure.matches()) {
                figures.put(figure.group(1), Long.parseLong(figure.group(2)));
            }
        }
        return figures;
    }

    /** Whether it is, and stays, what the file holds, so that nothing is lost where it is read from there again. */
    boolean equalsFile() {
        return !writable && ownKilobytes == 0;
    }
}
