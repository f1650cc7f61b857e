package dev.portage.pacing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Calls that went out before their turn, as a person waited for them.
 *
 * @param turns when the turns would have come of those that still are ahead, ascending
 */
record Hurried(List<Instant> turns) {
    static final Hurried NONE = new Hurried(List.of());

    Hurried {
        turns = List.copyOf(turns);
    }

    /** The earliest time at which fewer than this many are ahead of their turns; never, where none may be. */
    Instant earliest(int most, Instant from) {
        List<Instant> ahead = turns.stream().filter(from::isBefore).toList();
        if (most == 0) {
            return Instant.MAX;
        }
        return ahead.size() < most ? from : ahead.get(ahead.size() - most);
    }

    /** With one more, and without those whose turn has come. */
    Hurried with(Instant turn, Instant now) {
        return new Hurried(Stream.concat(turns.stream().filter(now::isBefore), Stream.of(turn))
                .toList());
    }
}
