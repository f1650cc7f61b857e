package dev.portage.dashboard.users;

import dev.portage.dashboard.Link;
import dev.portage.dashboard.MigrationTab;
import dev.portage.migration.Migration;
import dev.portage.verification.Cause;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with a user, as a page shows it.
 *
 * @param places where more can be mended by hand
 * @param mend what mends it at a press; null where nothing does, or this viewer may not
 */
record Finding(
        String title,
        String explanation,
        String runbook,
        List<Link> places,
        @Nullable Mend mend) {

    static Finding of(Migration migration, String user, Cause cause, boolean admin) {
        return new Finding(
                title(cause.cause().slug()),
                cause.explanation(),
                cause.runbook(),
                places(migration.id(), cause),
                Mend.of(migration, user, cause.remedy(), admin));
    }

    private static String title(String slug) {
        String words = slug.replace('-', ' ').replace("workos", "WorkOS");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<Link> places(UUID id, Cause cause) {
        return switch (cause.cause()) {
            case EMAIL_ALREADY_EXISTS, SKIPPED -> List.of(place("Options", MigrationTab.OPTIONS.of(id)));
            case ATTRIBUTES_LOST -> List.of(place("Attributes", MigrationTab.ATTRIBUTES.of(id)));
            case INVALID_CLIENT -> List.of(place("Providers", MigrationTab.PROVIDERS.of(id)));
            case MEMBERSHIP_FAILED -> List.of(place("Groups", MigrationTab.GROUPS.of(id)));
            case FALLBACK_NOT_REACHED -> List.of(place("Preflight", "/dashboard/preflight"));
            default -> List.of();
        };
    }

    private static Link place(String label, String href) {
        return new Link(label, href, false);
    }
}
