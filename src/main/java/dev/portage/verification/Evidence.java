package dev.portage.verification;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an item's status rests on: JSON values by name. Under {@code examples}, {@code said} and {@code by} stands what can
 * tell of a person, and is forgotten when a migration is erased.
 */
record Evidence(Map<String, Object> values) {
    /** What a person has said stands under this name. */
    static final String SAID = "said";

    Evidence {
        values = Map.copyOf(values);
    }

    static Evidence of(String name, Object value) {
        return new Evidence(Map.of(name, value));
    }

    /** Words for a person: what was found, and what to do where something is to be done. */
    static Evidence detail(String words) {
        return of("detail", words);
    }

    /** Whether it is what a person has said. */
    boolean attested() {
        return values.containsKey(SAID);
    }

    Evidence and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Evidence(more);
    }
}
