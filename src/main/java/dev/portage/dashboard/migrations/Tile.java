package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Words;
import dev.portage.migration.UserState;
import java.util.Locale;
import java.util.UUID;

/** How many users are in a state, and the way to them. */
record Tile(String id, String label, String number, String tone, String href) {

    static Tile of(UUID migrationId, UserState state, long number) {
        Badge badge = Badge.of(state);
        return new Tile(
                "tile-" + state.name().toLowerCase(Locale.ROOT),
                badge.label(),
                Words.number(number),
                number == 0 ? "" : badge.tone().css(),
                MigrationTab.USERS.of(migrationId) + "?state=" + state);
    }
}
