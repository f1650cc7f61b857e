package dev.portage.verification;

import dev.portage.verification.Cause.Slug;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads from what was found what may be wrong, the likelier first. Pure. */
final class Causes {
    private Causes() {}

    static List<Cause> of(Findings findings) {
        List<Cause> causes = Stream.of(
                        ArrivalCauses.of(findings), SignInCauses.of(findings), AccountCauses.of(findings))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Cause::cause))
                .toList();
        return causes.isEmpty()
                ? List.of(Cause.of(
                        Slug.NOTHING_FOUND,
                        "Nothing is wrong as far as can be seen from here: let the user try again, and look at WorkOS's own log of the sign-in, in its dashboard under Events.",
                        null))
                : causes;
    }
}
