package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackOffProperties {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Property
    void theWaitDoublesAtMostAndHasACeiling(
            @ForAll @IntRange(min = 1) int failures, @ForAll long seed, @ForAll @IntRange(max = 600_000) int longest) {
        BackOff backOff = new BackOff(FIRST, Duration.ofMillis(longest), new Random(seed));

        double most = FIRST.toMillis() * Math.pow(2, failures - 1.0);
        assertThat(backOff.after(failures).toMillis()).isBetween(0L, (long) Math.max(1, Math.min(longest, most)));
    }

    @Example
    void theWaitIsSpreadOverTheWholeOfIt() {
        BackOff backOff = new BackOff(FIRST, LONGEST, new Random(42));

        double mean = IntStream.range(0, 2_000)
                .mapToLong(i -> backOff.after(4).toMillis())
                .average()
                .orElseThrow();

        assertThat(mean).as("half of eight seconds").isBetween(3_800.0, 4_200.0);
    }
}
