package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** How often one operation was called, when, and how it was answered. */
final class OperationCount {

    private final Series series = new Series();
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private long arrivals;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    synchronized void arrived(long nanos) {
        arrivals++;
        first = Math.min(first, nanos);
        last = Math.max(last, nanos);
        series.add(nanos);
    }

    synchronized void answered(int status) {
        byStatus.merge(status, 1L, Long::sum);
    }

    synchronized long arrivals() {
        return arrivals;
    }

    synchronized long answers(int status) {
        return byStatus.getOrDefault(status, 0L);
    }

    synchronized void describe(ObjectNode into, SandboxClock clock, long since) {
        into.put("count", arrivals);
        ObjectNode statuses = into.putObject("byStatus");
        byStatus.forEach((status, count) -> statuses.put(status == 0 ? "lost" : status.toString(), count));
        if (arrivals > 0) {
            into.put("firstArrival", clock.at(since + first).toString());
            into.put("lastArrival", clock.at(since + last).toString());
        }
        into.set("perSecond", series.describe());
    }
}
