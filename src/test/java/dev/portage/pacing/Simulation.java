package dev.portage.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Buckets on a clock that the test turns, and every call that they have granted. */
final class Simulation {
    private final Map<Limit, Bucket> buckets = new EnumMap<>(Limit.class);
    private final Map<Limit, List<Instant>> granted = new EnumMap<>(Limit.class);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    static Bucket bucket(Limit limit, int amount, Instant now) {
        return new Bucket(
                limit, amount, now, now, 1, null, new RecentCalls(List.of(), 0), Circuit.CLOSED, Hurried.NONE);
    }

    Simulation with(Limit limit, int amount) {
        buckets.put(limit, bucket(limit, amount, now));
        granted.put(limit, new ArrayList<>());
        return this;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Takes as many calls as there are, up to this many. */
    List<Instant> draw(Draw draw, int wanted, Duration horizon) {
        Buckets view = new Buckets(draw.limits().stream().map(buckets::get).toList(), now);
        List<Instant> slots = view.slots(wanted, horizon);
        view.taken(slots).forEach(bucket -> buckets.put(bucket.limit(), bucket));
        draw.limits().forEach(limit -> granted.get(limit).addAll(slots));
        return slots;
    }

    /** Takes the next call for a person who waits; answers how long that is. */
    Duration hurry(Draw draw) {
        return hurryWithin(draw, Duration.ofDays(1)).orElseThrow();
    }

    Optional<Duration> hurryWithin(Draw draw, Duration patience) {
        return hurry(draw, 1, patience).stream().findFirst();
    }

    /** Takes a call each for so many people at once; how long each waits who gets one. */
    List<Duration> hurry(Draw draw, int people, Duration patience) {
        Buckets view = new Buckets(draw.limits().stream().map(buckets::get).toList(), now);
        Buckets.Granted granted = view.hurried(people, patience);
        granted.after().buckets().forEach(bucket -> buckets.put(bucket.limit(), bucket));
        draw.limits().forEach(limit -> this.granted.get(limit).addAll(granted.slots()));
        return granted.slots().stream().map(slot -> Duration.between(now, slot)).toList();
    }

    void resize(Limit limit, int amount) {
        buckets.computeIfPresent(limit, (key, bucket) -> bucket.resized(amount, now));
    }

    void throttle(Limit limit, Duration retryAfter) {
        buckets.computeIfPresent(limit, (key, bucket) -> bucket.throttled(now.plus(retryAfter), now));
    }

    Bucket bucket(Limit limit) {
        return buckets.get(limit);
    }

    List<Instant> granted(Limit limit) {
        return granted.get(limit);
    }

    /** The most calls that any window of this length sees. */
    static int worst(List<Instant> calls, Duration window) {
        Instant[] sorted = calls.stream().sorted().toArray(Instant[]::new);
        int worst = 0;
        int from = 0;
        for (int to = 0; to < sorted.length; to++) {
            while (!sorted[to].isBefore(sorted[from].plus(window))) {
                from++;
            }
            worst = Math.max(worst, to - from + 1);
        }
        return worst;
    }

    /** The calls as they arrive when each is off its slot by one of these, in turn. */
    static List<Instant> arriving(List<Instant> slots, int... millisOff) {
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            arrivals.add(slots.get(i).plusMillis(millisOff[i % millisOff.length]));
        }
        return arrivals;
    }

    /** Times between one slot and the next. */
    static List<Duration> gaps(List<Instant> slots) {
        Instant[] times = slots.toArray(Instant[]::new);
        return Arrays.stream(times)
                .skip(1)
                .map(time -> Duration.between(times[slots.indexOf(time) - 1], time))
                .collect(Collectors.toList());
    }
}
