package dev.portage.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The creates of users as they arrived at the sandbox since its last reset.
 *
 * @param perSecond whole seconds only: the first and the last one, in which the arrivals began and ended, are left out
 * @param worst the most writes that any window of ten seconds held
 */
public record Arrivals(int count, Duration lasted, int[] perSecond, int worst) {
    private static final int WINDOW = 10;

    public static Arrivals at(Sandbox sandbox) {
        JsonNode calls = sandbox.calls();
        JsonNode creates = calls.path("operations").path("users.create");
        int[] all = IntStream.range(0, creates.path("perSecond").size())
                .map(second -> creates.path("perSecond").get(second).asInt())
                .dropWhile(n -> n == 0)
                .toArray();
        return new Arrivals(
                creates.path("count").asInt(),
                Duration.between(time(creates, "firstArrival"), time(creates, "lastArrival")),
                IntStream.range(1, Math.max(1, all.length - 1)).map(i -> all[i]).toArray(),
                calls.at("/scopes/workos.writes/worst").asInt());
    }

    private static Instant time(JsonNode creates, String field) {
        return Instant.parse(creates.path(field).asText());
    }

    /** Per second, from the first to the last. */
    public double rate() {
        return (count - 1) * 1e9 / lasted.toNanos();
    }

    /** The fewest that arrived in any ten whole seconds on end. */
    public int leastInTenSeconds() {
        return IntStream.rangeClosed(0, perSecond.length - WINDOW)
                .map(from -> IntStream.range(from, from + WINDOW)
                        .map(i -> perSecond[i])
                        .sum())
                .min()
                .orElseThrow(() -> new AssertionError("Fewer than ten whole seconds"));
    }

    /** The most whole seconds on end in which none arrived. */
    int longestSilence() {
        int longest = 0;
        int now = 0;
        for (int n : perSecond) {
            now = n == 0 ? now + 1 : 0;
            longest = Math.max(longest, now);
        }
        return longest;
    }

    @Override
    public String toString() {
        return "%d creates in %.1f s: %.2f per s, in ten seconds at least %d and at most %d; per second %s"
                .formatted(
                        count, lasted.toMillis() / 1e3, rate(), leastInTenSeconds(), worst, Arrays.toString(perSecond));
    }
}
