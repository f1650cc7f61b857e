package dev.portage.dashboard.migrations;

import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Words;
import dev.portage.migration.Counters;
import dev.portage.migration.Reason;
import dev.portage.migration.UserState;
import java.util.List;
import java.util.UUID;

/** How many users were skipped or have failed for one reason, what it means, and the way to them. */
record Why(String slug, String number, ReasonGuide guide, String href) {

    static List<Why> of(UUID migrationId, List<Counters.Count> counts, UserState state) {
        return counts.stream()
                .filter(count -> count.state().equals(state.name()) && count.n() > 0)
                .filter(count -> Reason.find(count.reason()).isPresent())
                .sorted((one, other) -> Long.compare(other.n(), one.n()))
                .map(count -> new Why(
                        count.reason(),
                        Words.number(count.n()),
                        ReasonGuide.of(Reason.of(count.reason())),
                        MigrationTab.USERS.of(migrationId) + "?state=" + state + "&reason=" + count.reason()))
                .toList();
    }
}
