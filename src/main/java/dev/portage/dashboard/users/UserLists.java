package dev.portage.dashboard.users;

import dev.portage.dashboard.Link;
import dev.portage.dashboard.MigrationTab;
import dev.portage.migration.Left;
import java.util.UUID;

/** Where users are, for pages that have numbers of them. */
public final class UserLists {

    private UserLists() {}

    /** One user. */
    public static String one(UUID migrationId, String sub) {
        return MigrationTab.USERS.of(migrationId) + "/" + Link.encoded(sub);
    }

    /** Those who are to come over yet. */
    public static String left(UUID migrationId, Left left) {
        return MigrationTab.USERS.of(migrationId) + "?left=" + left;
    }

    /** Those with whom an import would do this, such as {@code wouldSkip(no-email)}. */
    public static String planned(UUID migrationId, String outcome) {
        return MigrationTab.USERS.of(migrationId) + "?planned=" + Link.encoded(outcome);
    }
}
