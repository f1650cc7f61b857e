package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Words;
import dev.portage.reset.ResetState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many mails are in a state. */
record ResetCount(ResetState state, long count) {

    /** As the counters have them. */
    static final String TOPIC = "password-reset";

    static List<ResetCount> of(Map<String, Long> counts) {
        return Arrays.stream(ResetState.values())
                .map(state -> new ResetCount(state, counts.getOrDefault(state.name(), 0L)))
                .toList();
    }

    boolean any() {
        return count > 0;
    }

    /** Such as {@code 3 sent}. */
    String words() {
        return state == ResetState.COMPLETED
                ? Words.count(count, "password") + " set"
                : Words.number(count) + " " + badge().label().toLowerCase(Locale.ROOT);
    }

    Badge badge() {
        return CampaignWords.badge(state);
    }
}
