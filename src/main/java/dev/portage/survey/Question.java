package dev.portage.survey;

import dev.portage.cognito.PoolListing;
import java.util.Optional;

/**
 * What a user pool is asked next.
 *
 * @param token of the page before; empty for a first page
 */
record Question(About about, Optional<String> token) {
    /** What can be asked, in this order. */
    enum About {
        POOL,
        CLIENTS,
        CLIENT,
        PROVIDERS,
        GROUPS
    }

    static Question first(About about) {
        return new Question(about, Optional.empty());
    }

    /** The next page of this list, or the beginning of what comes after it. */
    static Question onward(About about, PoolListing<?> page, About after) {
        return page.nextToken()
                .map(token -> new Question(about, Optional.of(token)))
                .orElse(first(after));
    }

    static Question read(Optional<String> place) {
        return place.map(text -> text.split(" ", 2))
                .map(parts -> new Question(
                        About.valueOf(parts[0]), Optional.of(parts[1]).filter(token -> !token.isEmpty())))
                .orElse(first(About.POOL));
    }

    /** As a run keeps it. */
    String place() {
        return about.name() + " " + token.orElse("");
    }
}
