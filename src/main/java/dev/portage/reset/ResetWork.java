package dev.portage.reset;

import dev.portage.migration.WorkOsPasswords.How;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail whose turn has come, with what is known of its user now.
 *
 * @param over whether the user is in WorkOS as far as is known
 * @param mark what speaks against a mail to one who is, such as gone
 * @param password how it is known that the user has a password; empty where it is not
 */
record ResetWork(
        Reset reset,
        Delivery delivery,
        ResetAudience.Kind audience,
        boolean over,
        @Nullable String mark,
        Optional<How> password) {

    /** Whether the user has got a password since the mail was asked for, and so needs none. */
    boolean needless() {
        return password.isPresent()
                && !reset.hadPassword()
                && (audience != ResetAudience.Kind.ALL || password.get() == How.CARRIED_OVER);
    }

    /** Why the user can't be mailed, whatever was asked for. */
    Optional<ResetReason> obstacle() {
        if (!over) {
            return Optional.of(ResetReason.NOT_MIGRATED);
        }
        return Optional.ofNullable(mark)
                .flatMap(slug -> Stream.of(ResetReason.GONE, ResetReason.DISABLED_SINCE)
                        .filter(reason -> reason.slug().equals(slug))
                        .findFirst());
    }
}
