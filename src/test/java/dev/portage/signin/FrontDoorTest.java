package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class FrontDoorTest {
    private static final long LONGEST = 60_000_000_000L;

    /** However long a refusal took of itself, what the caller sees is a whole number of steps, and the fewest there are. */
    @Property
    void aRefusalTakesAWholeNumberOfSteps(
            @ForAll @LongRange(max = LONGEST) long taken, @ForAll @LongRange(min = 1, max = LONGEST) long step) {
        long rest = FrontDoor.rest(taken, step);

        assertThat(rest).isBetween(1L, step);
        assertThat((taken + rest) % step).isZero();
    }

    @Property
    void twoRefusalsWithinOneStepTakeEquallyLong(
            @ForAll @LongRange(max = 999) long one, @ForAll @LongRange(max = 999) long other) {
        assertThat(one + FrontDoor.rest(one, 1_000)).isEqualTo(other + FrontDoor.rest(other, 1_000));
    }
}
