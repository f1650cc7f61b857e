package dev.portage.migration;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a user can go over, as far as the user alone shows it. Who shares an address is settled in SQL. */
public final class Eligibility {
    /** Roomy on purpose: WorkOS has the last word. An address has no white space, one at-sign, and a dotted domain. */
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),:;\\\\\\[\\]]{1,64}@[^\\s@<>\"(),:;\\\\\\[\\]]{1,189}");

    private static final Pattern DOMAIN = Pattern.compile("[^.]+(\\.[^.]+)+");

    private Eligibility() {}

    /** Why the user is not sent; empty for one who is. */
    public static Optional<Reason> reasonToSkip(CognitoUser user, Options options) {
        if (options.excludes(user.status())) {
            return Optional.of(Reason.STATUS_EXCLUDED);
        }
        if (!user.enabled() && options.disabledUsers() == Options.DisabledUsers.SKIP) {
            return Optional.of(Reason.DISABLED);
        }
        return user.email()
                .map(email -> valid(email) ? Optional.<Reason>empty() : Optional.of(Reason.INVALID_EMAIL))
                .orElse(Optional.of(Reason.NO_EMAIL));
    }

    private static boolean valid(String email) {
        return EMAIL.matcher(email).matches()
                && !email.startsWith(".")
                && !email.contains("..")
                && DOMAIN.matcher(email.substring(email.indexOf('@') + 1)).matches();
    }
}
