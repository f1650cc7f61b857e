package dev.portage.pacing;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The budget as it stands.
 *
 * @param used calls granted in the window of each limit that ends now
 * @param failingSince since when WorkOS has not answered, so that it is only probed; null while it answers
 * @param pace the share of its full rate at which each limit goes; below one after a 429
 */
public record Budget(
        Map<Limit, Integer> amounts,
        Map<Limit, Integer> used,
        Map<Limit, Double> pace,
        @Nullable Instant blockedUntil,
        @Nullable Instant lastThrottledAt,
        @Nullable Instant failingSince) {

    /** How many calls of this draw go out per second at full pace; without a limit, as many as one likes. */
    public double perSecond(Draw draw) {
        return draw.limits().stream().mapToDouble(this::perSecond).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** How many calls per second this limit lets out at full pace. */
    public double perSecond(Limit limit) {
        return amounts.getOrDefault(limit, 0) * 1000.0 / (limit.window().toMillis() * Bucket.STRETCH);
    }

    static Budget of(Buckets buckets) {
        Map<Limit, Integer> amounts = new EnumMap<>(Limit.class);
        Map<Limit, Integer> used = new EnumMap<>(Limit.class);
        Map<Limit, Double> pace = new EnumMap<>(Limit.class);
        Instant now = buckets.now();
        for (Bucket bucket : buckets.buckets()) {
            amounts.put(bucket.limit(), bucket.amount());
            used.put(bucket.limit(), bucket.recent().within(bucket.limit().window(), now));
            pace.put(bucket.limit(), bucket.paceAt(now));
        }
        return new Budget(
                amounts,
                used,
                pace,
                buckets.buckets().stream()
                        .map(Bucket::blockedUntil)
                        .filter(now::isBefore)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                buckets.buckets().stream()
                        .map(Bucket::lastThrottledAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                buckets.buckets().stream()
                        .map(bucket -> bucket.circuit().failingSince())
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }
}
