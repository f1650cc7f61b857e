package dev.portage.reset;

import dev.portage.migration.ConflictException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What speaks against a mail, in words for the one who asked for it. */
final class Obstacles {
    private static final int MOST_NAMED = 10;

    private Obstacles() {}

    /** @throws ConflictException where none of the migration's users is to be mailed any more */
    static void requireMailable(Migrations migrations, UUID migrationId) {
        Migration migration = migrations.get(migrationId);
        migration.requireNotErased();
        if (migration.state() == MigrationState.UNDONE || migrations.undoing(migrationId)) {
            throw new ConflictException(
                    "migration-undone",
                    "The migration is %s, and its users are taken out of WorkOS.".formatted(migration.state()));
        }
    }

    /** Why one user gets no mail. */
    static ConflictException against(String slug) {
        return new ConflictException(
                slug,
                switch (slug) {
                    case "not-migrated" -> "The user is not in WorkOS yet: import the user first.";
                    case "gone" -> "The user pool has no such user any more.";
                    case "disabled-since" -> "The user has been disabled in Cognito since the move.";
                    case "federated-only" ->
                        "The user signs in through an identity provider only and has no password to reset."
                                + " Send \"force\":true to mail all the same.";
                    case "passwordless" ->
                        "Nobody signs in to the user pool with a password, so there is none to reset."
                                + " Send \"force\":true to mail all the same.";
                    case "queued-already" ->
                        "A mail for this user is waiting already, and goes out when its turn comes (GET …/password-resets?state=QUEUED).";
                    default -> "The user gets no mail: " + slug + ".";
                });
    }

    /** Which of the addresses need no mail; by their place, since an error repeats nobody's address. */
    static ConflictException needless(List<String> emails, Map<String, String> slugs) {
        List<String> named = new ArrayList<>();
        int all = 0;
        for (int i = 0; i < emails.size(); i++) {
            String slug = slugs.get(emails.get(i).strip().toLowerCase(Locale.ROOT));
            if (slug != null && ++all <= MOST_NAMED) {
                named.add("emails[" + i + "] "
                        + switch (slug) {
                            case "federated-only" -> "signs in through an identity provider only";
                            case "passwordless" -> "is of a user pool without passwords";
                            default -> "has a password in WorkOS already";
                        });
            }
        }
        if (all > MOST_NAMED) {
            named.add((all - MOST_NAMED) + " more likewise");
        }
        return new ConflictException(
                "mail-not-needed",
                String.join(", ", named)
                        + ". Nobody was mailed: leave them out, or send \"force\":true to mail them too.");
    }
}
