package dev.portage.verification;

import dev.portage.migration.CognitoUser;
import dev.portage.verification.Cause.Remedy;
import dev.portage.verification.Cause.Remedy.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that mend something of one user, for the migration that has the user. */
final class Remedies {
    private final Findings findings;
    private final String migration;

    Remedies(Findings findings) {
        this.findings = findings;
        this.migration =
                findings.migration().map(found -> "/migrations/" + found.id()).orElse("/migrations/{id}");
    }

    /** Imports this user alone; null where there is no migration, or no address. */
    @Nullable
    Remedy importThis() {
        return findings.migration()
                .flatMap(ignored -> findings.person()
                        .flatMap(CognitoUser::email)
                        .map(email -> post(
                                Operation.START_IMPORT,
                                migration + "/imports",
                                Map.of("audience", "EMAILS", "emails", List.of(email)))))
                .orElse(null);
    }

    /** Sends a password reset; null for one who is not in WorkOS. */
    @Nullable
    Remedy reset() {
        return findings.row()
                .filter(row -> row.workosUserId() != null)
                .map(row -> post(Operation.MAIL_USER, user(row.sub()) + "/password-reset", Map.of()))
                .orElse(null);
    }

    Remedy retry(String sub) {
        return post(Operation.RETRY_USER, user(sub) + "/retry", Map.of());
    }

    Remedy sendAgain(String sub) {
        return post(Operation.RETRY_USER, user(sub) + "/retry", Map.of("again", true));
    }

    Remedy check(String provider) {
        String name = URLEncoder.encode(provider, StandardCharsets.UTF_8).replace("+", "%20");
        return post(Operation.CHECK_PROVIDER, migration + "/identity-providers/" + name + "/check", Map.of());
    }

    /** Tries the settings that a sign-in needs. */
    static Remedy preflight() {
        return new Remedy(Operation.RUN_PREFLIGHT, "GET", "/preflight", Map.of());
    }

    private static Remedy post(Operation operation, String path, Map<String, Object> body) {
        return new Remedy(operation, "POST", path, body);
    }

    private String user(String sub) {
        return migration + "/users/" + sub;
    }
}
