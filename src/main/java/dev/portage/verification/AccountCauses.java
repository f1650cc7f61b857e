package dev.portage.verification;

import dev.portage.migration.Discovered;
import dev.portage.migration.Membership;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserState;
import dev.portage.verification.Cause.Remedy;
import dev.portage.verification.Cause.Slug;
import dev.portage.workos.Mapping;
import dev.portage.workos.WorkOsUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be wrong with the account of a user who has come over. Pure. */
final class AccountCauses {
    private final Findings findings;
    private final Remedies remedies;
    private final List<Cause> causes = new ArrayList<>();

    private AccountCauses(Findings findings) {
        this.findings = findings;
        this.remedies = new Remedies(findings);
    }

    static List<Cause> of(Findings findings) {
        AccountCauses reader = new AccountCauses(findings);
        reader.account();
        return reader.causes;
    }

    private void add(Slug slug, String explanation, @Nullable Remedy remedy) {
        causes.add(Cause.of(slug, explanation, remedy));
    }

    private void account() {
        if (findings.row().isEmpty() || findings.workos().found().isEmpty()) {
            return;
        }
        SourceUser row = findings.row().get();
        WorkOsUser account = findings.workos().found().get();
        if (!row.state().over()) {
            return;
        }
        List<String> lost = lost(row, account);
        if (!lost.isEmpty()) {
            add(
                    Slug.ATTRIBUTES_LOST,
                    "WorkOS's metadata lack attributes, or have other values than Cognito: %s. Every attribute is kept here (GET /users/%s/attributes); sending the user again brings the metadata over once more."
                            .formatted(String.join(", ", lost), row.workosUserId()),
                    row.state() == UserState.IMPORTED ? remedies.sendAgain(row.sub()) : remedies.importThis());
        }
        if (!account.emailVerified()) {
            add(
                    Slug.EMAIL_UNVERIFIED,
                    "WorkOS holds the address for unverified, so a sign-in asks for a code by mail first.",
                    null);
        }
        findings.memberships().stream()
                .filter(membership -> membership.state() == Membership.State.FAILED)
                .findFirst()
                .ifPresent(membership -> add(
                        Slug.MEMBERSHIP_FAILED,
                        "The user is no member of %s: %s."
                                .formatted(
                                        membership.organizationId(),
                                        membership.detail() == null ? membership.reason() : membership.detail()),
                        remedies.retry(row.sub())));
        findings.cognito()
                .found()
                .filter(user -> !new Discovered(user, Optional.empty()).digest().equals(row.digest()))
                .ifPresent(user -> add(
                        Slug.CHANGED_SINCE,
                        "The user has changed in Cognito since the last run: the next one brings WorkOS up to it.",
                        remedies.importThis()));
    }

    private List<String> lost(SourceUser row, WorkOsUser account) {
        Options options = findings.migration().map(Migration::options).orElse(Options.DEFAULTS);
        boolean carried = row.state() == UserState.IMPORTED || options.existingUsers() == Options.ExistingUsers.UPDATE;
        if (!carried
                || !row.digest().equals(row.settledDigest())
                || row.cognito().email().isEmpty()) {
            return List.of();
        }
        Map<String, String> expected = Mapping.of(row.cognito(), options, findings.attributeKeys())
                .user()
                .metadata();
        return findings.attributeKeys().entrySet().stream()
                .filter(key -> expected.containsKey(key.getValue()))
                .filter(key -> !Objects.equals(
                        expected.get(key.getValue()), account.metadata().get(key.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
