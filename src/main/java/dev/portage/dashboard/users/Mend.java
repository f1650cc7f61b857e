package dev.portage.dashboard.users;

import dev.portage.dashboard.MigrationTab;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.verification.Cause.Remedy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A remedy that is a call of the API, as a button that does the same.
 *
 * @param action where its form is posted; empty where it opens a dialog
 * @param fields of the form
 * @param dialog that asks first, since what it does can't be taken back; empty where nothing is asked
 */
record Mend(String label, String action, List<Field> fields, String dialog) {

    /** A field that is sent along. */
    record Field(String name, String value) {}

    /** The dialog of a user's page that a mail is asked for in. */
    static final String MAIL_DIALOG = "mail-dialog";

    /**
     * Null where there is no such call, where this viewer may not make it, and where the migration is over.
     *
     * @param user the address of the user's page
     */
    static @Nullable Mend of(Migration migration, String user, @Nullable Remedy remedy, boolean admin) {
        if (remedy == null || !admin || over(migration)) {
            return null;
        }
        return switch (remedy.operation()) {
            case START_IMPORT ->
                form("Import this user", MigrationTab.OVERVIEW.of(migration.id()) + "/import", audience(remedy));
            case RETRY_USER ->
                form(
                        remedy.body().isEmpty() ? "Try this user again" : "Send this user again",
                        user + "/retry",
                        List.of());
            case MAIL_USER -> new Mend("Mail a password reset…", "", List.of(), MAIL_DIALOG);
            case CHECK_PROVIDER ->
                // The page's path is the API's, below the dashboard.
                form("Check the provider", "/dashboard" + remedy.path(), List.of(new Field("do", "check")));
            // It changes nothing, and has a page of its own.
            case RUN_PREFLIGHT -> null;
        };
    }

    private static boolean over(Migration migration) {
        return migration.erasedAt() != null || !migration.state().live() || migration.state() == MigrationState.UNDOING;
    }

    private static Mend form(String label, String action, List<Field> fields) {
        return new Mend(label, action, fields, "");
    }

    private static List<Field> audience(Remedy remedy) {
        List<Field> fields = new ArrayList<>(List.of(new Field("audience", "EMAILS")));
        if (remedy.body().get("emails") instanceof List<?> emails) {
            emails.forEach(email -> fields.add(new Field("emails", String.valueOf(email))));
        }
        return fields;
    }
}
