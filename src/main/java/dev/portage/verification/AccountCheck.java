package dev.portage.verification;

import dev.portage.migration.Options;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserState;
import dev.portage.workos.AccountPage.Account;
import dev.portage.workos.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account beside the user who went there. Names are not compared: a social sign-in overwrites them.
 *
 * @param unverified whether the address should be verified and is not
 * @param compared how many attributes should be in the metadata
 * @param lost the attributes of these whose value is another there, or missing
 */
record AccountCheck(Account account, boolean unverified, int compared, List<String> lost) {

    AccountCheck {
        lost = List.copyOf(lost);
    }

    /**
     * @param row the user who went to this account; null where none did
     * @param keys from Cognito attribute to metadata key
     */
    static AccountCheck of(Account account, @Nullable SourceUser row, Options options, Map<String, String> keys) {
        if (row == null || !settled(row) || row.cognito().email().isEmpty()) {
            return new AccountCheck(account, false, 0, List.of());
        }
        Mapping mapping = Mapping.of(row.cognito(), options, keys);
        boolean ours = row.state() == UserState.IMPORTED;
        boolean carriesAttributes = ours || options.existingUsers() == Options.ExistingUsers.UPDATE;
        Map<String, String> expected = carriesAttributes ? mapping.user().metadata() : Map.of();
        List<String> lost = new ArrayList<>();
        keys.forEach((attribute, key) -> {
            String value = expected.get(key);
            if (value != null && !value.equals(account.metadata().get(key))) {
                lost.add(attribute);
            }
        });
        boolean unverified = ours && mapping.user().emailVerified() && !account.emailVerified();
        return new AccountCheck(account, unverified, expected.size(), lost);
    }

    /** Of one who has changed in Cognito since, WorkOS is to be told by the next run. */
    private static boolean settled(SourceUser row) {
        return row.digest().equals(row.settledDigest());
    }
}
