package dev.portage.dashboard.users;

import dev.portage.dashboard.Moment;
import dev.portage.migration.Migration;
import dev.portage.verification.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis, as a page shows it.
 *
 * @param user where the user's page is; empty where it is the page that this is on, or where there is none
 * @param findings the likelier first
 * @param troubles what could not be looked at, and why
 * @param cognito what Cognito says, in words
 * @param account the account's id in WorkOS; null where there is none
 * @param workos what WorkOS says, in words
 * @param lastSignIn to WorkOS; null where there was none
 * @param password what is known of a password in WorkOS, in words; empty for a user whom no run has seen
 */
record DiagnosisView(
        String user,
        List<Finding> findings,
        List<String> troubles,
        String cognito,
        @Nullable String account,
        String workos,
        @Nullable Moment lastSignIn,
        String password) {

    /** For the page of this user. */
    static DiagnosisView onPage(Migration migration, String sub, Diagnosis diagnosis, boolean admin) {
        return of(migration, "", UserLists.one(migration.id(), sub), diagnosis, admin);
    }

    /** For a page that has no user. */
    static DiagnosisView elsewhere(Migration migration, Diagnosis diagnosis, boolean admin) {
        Diagnosis.Here here = diagnosis.portage();
        String page = here == null ? "" : UserLists.one(migration.id(), here.sub());
        // A user who has a page has the buttons there.
        return of(migration, page, page, diagnosis, admin && here == null);
    }

    private static DiagnosisView of(
            Migration migration, String shown, String user, Diagnosis diagnosis, boolean admin) {
        Diagnosis.InWorkOs account = diagnosis.workos();
        return new DiagnosisView(
                shown,
                diagnosis.causes().stream()
                        .map(cause -> Finding.of(migration, user, cause, admin))
                        .toList(),
                diagnosis.troubles(),
                cognito(diagnosis.cognito()),
                account == null ? null : account.id(),
                account == null ? "not there" : address(account.emailVerified()),
                account == null ? null : Moment.of(account.lastSignInAt()),
                password(diagnosis.portage()));
    }

    private static String cognito(Diagnosis.@Nullable InCognito user) {
        return user == null
                ? "not there"
                : user.status() + (user.enabled() ? "" : ", disabled") + ", " + address(user.emailVerified());
    }

    private static String address(boolean verified) {
        return verified ? "address verified" : "address not verified";
    }

    private static String password(Diagnosis.@Nullable Here here) {
        if (here == null) {
            return "";
        }
        String reset = here.passwordReset() == null ? "" : "; latest reset: " + here.passwordReset();
        return (here.passwordKnown() ? "known to be set" : "not known") + reset;
    }
}
