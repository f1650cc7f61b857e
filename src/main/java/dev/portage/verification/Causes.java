package dev.portage.verification;

import dev.portage.migration.CognitoUser;
import dev.portage.migration.Discovered;
import dev.portage.migration.Identity;
import dev.portage.migration.Membership;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SignIns;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserState;
import dev.portage.verification.Cause.Remedy;
import dev.portage.verification.Cause.Slug;
import dev.portage.workos.Mapping;
import dev.portage.workos.WorkOsUser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from what was found what may be wrong, the likelier first. Pure. */
final class Causes {
    /** Outcomes of a sign-in that say that Cognito was not asked, or could not answer. */
    private static final Set<SignInOutcome> NOT_REACHED = EnumSet.of(
            SignInOutcome.NO_FALLBACK,
            SignInOutcome.COGNITO_MISCONFIGURED,
            SignInOutcome.COGNITO_BLOCKED,
            SignInOutcome.COGNITO_UNAVAILABLE,
            SignInOutcome.COGNITO_THROTTLED,
            SignInOutcome.TRIGGER_FAILED,
            SignInOutcome.TRIGGER_REFUSED,
            SignInOutcome.NOT_PROVEN,
            SignInOutcome.NOT_CARRIED_OVER,
            SignInOutcome.WORKOS_UNAVAILABLE,
            SignInOutcome.BUDGET_SPENT);

    private final Findings findings;
    private final String migrations;
    private final List<Cause> causes = new ArrayList<>();

    private Causes(Findings findings) {
        this.findings = findings;
        this.migrations = findings.migration()
                .map(migration -> "/migrations/" + migration.id())
                .orElse("/migrations/{id}");
    }

    static List<Cause> of(Findings findings) {
        Causes reader = new Causes(findings);
        reader.arrival();
        reader.fallback();
        reader.password();
        reader.providers();
        reader.account();
        reader.causes.sort(Comparator.comparing(Cause::cause));
        if (reader.causes.isEmpty()) {
            reader.add(
                    Slug.NOTHING_FOUND,
                    "Nothing is wrong as far as can be seen from here: let the user try again, and look at WorkOS's own log of"
                            + " the sign-in, in its dashboard under Events.",
                    null);
        }
        return List.copyOf(reader.causes);
    }

    private void add(Slug slug, String explanation, @Nullable Remedy remedy) {
        causes.add(Cause.of(slug, explanation, remedy));
    }

    private boolean inWorkOs() {
        return findings.workos().found().isPresent();
    }

    private void arrival() {
        Optional<SourceUser> row = findings.row();
        if (row.isEmpty()) {
            notHere();
            return;
        }
        SourceUser user = row.get();
        switch (user.state()) {
            case PENDING ->
                add(
                        Slug.NOT_IMPORTED,
                        "The user is known here and has not been moved yet: no run has come to it, or one is under way.",
                        importThis());
            case IMPORTED, LINKED -> {
                if (findings.workos().absent()) {
                    add(
                            Slug.DELETED_IN_WORKOS,
                            "The user went over as %s and is not in WorkOS any more: somebody deleted the account there. It is not created anew by itself, since the deletion may have been meant; create it in WorkOS with the external id %s, if it was not."
                                    .formatted(user.workosUserId(), user.sub()),
                            null);
                }
            }
            case SKIPPED, FAILED -> notOver(user);
        }
    }

    private void notHere() {
        boolean known = findings.cognito().found().isPresent();
        if (known && !inWorkOs()) {
            add(
                    Slug.NOT_IMPORTED,
                    "Cognito has the user, and no run has seen it: it signed up since, or nothing has been imported yet.",
                    importThis());
        } else if (known) {
            add(
                    Slug.EMAIL_ALREADY_EXISTS,
                    "WorkOS has an account with the address, and no run has seen the user: an import decides by existingUsers whether the two become one.",
                    importThis());
        } else if (findings.cognito().absent() && findings.workos().absent()) {
            add(
                    Slug.UNKNOWN_EVERYWHERE,
                    "Neither Cognito nor WorkOS nor this service has the user: is it spelt as Cognito has it? Cognito compares addresses with regard to case."
                            + (findings.fromDump() ? " The source is a dump: upload a newer one." : ""),
                    null);
        }
    }

    private void notOver(SourceUser user) {
        String reason = user.reason() == null ? "" : user.reason().slug();
        String detail = user.detail() == null ? "" : " (" + user.detail() + ")";
        Remedy again = Remedy.post(migrations + "/users/" + user.sub() + "/retry");
        switch (reason) {
            case "email-taken" ->
                add(
                        Slug.EMAIL_ALREADY_EXISTS,
                        "WorkOS had an account with the address%s. With the option existingUsers LINK or UPDATE the two become one: PATCH the options, then try the user again."
                                .formatted(detail),
                        again);
            case "email-taken-unverified" ->
                add(
                        Slug.EMAIL_ALREADY_EXISTS,
                        "WorkOS had an account with the address%s, and Cognito never verified that it is this user's, so it is not taken over. Verify the address in Cognito, import once more, then try the user again."
                                .formatted(detail),
                        again);
            case "external-id-taken" ->
                add(
                        Slug.EMAIL_ALREADY_EXISTS,
                        "The account with the address belongs to another external id%s: another pool's user, or another system's. Clear or set its external id in WorkOS, then try the user again."
                                .formatted(detail),
                        again);
            case "duplicate-email" ->
                add(
                        Slug.SKIPPED,
                        "Another user of the pool has the same address and went over in this one's place: %s."
                                .formatted(user.mergedInto()),
                        null);
            case "undone" -> add(Slug.SKIPPED, "The user was moved and deleted again by an undo.", null);
            default -> {
                if (user.state() == UserState.FAILED) {
                    add(Slug.FAILED, "The user could not be moved: %s%s.".formatted(reason, detail), again);
                } else {
                    add(
                            Slug.SKIPPED,
                            "The options leave the user out: %s%s. Change what stands against it in Cognito or in the options, then import once more."
                                    .formatted(reason, detail),
                            importThis());
                }
            }
        }
    }

    private @Nullable Remedy importThis() {
        return findings.migration()
                .flatMap(migration -> findings.person()
                        .flatMap(CognitoUser::email)
                        .map(email -> Remedy.post(
                                migrations + "/imports", Map.of("audience", "EMAILS", "emails", List.of(email)))))
                .orElse(null);
    }

    private void fallback() {
        Optional<SignIns.Recorded> latest = findings.signIns().stream()
                .filter(each -> each.kind() != SignIns.Kind.PASSWORD_RESET)
                .findFirst();
        if (latest.isPresent() && NOT_REACHED.contains(latest.get().outcome())) {
            String detail = latest.get().detail();
            add(
                    Slug.FALLBACK_NOT_REACHED,
                    "The latest sign-in did not get an answer from Cognito that counts: %s%s. Mend that, then let the user try again; GET /preflight tries the settings."
                            .formatted(latest.get().outcome().slug(), detail == null ? "" : " (" + detail + ")"),
                    new Remedy("GET", "/preflight", Map.of()));
        } else if (latest.isPresent() && latest.get().outcome() == SignInOutcome.WRONG_PASSWORD_IN_WORKOS) {
            add(
                    Slug.FALLBACK_NOT_ASKED,
                    "The user has a password in WorkOS, so Cognito is not asked any more: an old password must not work again. A reset sets a new one.",
                    reset());
        } else if (!findings.fallback() && !findings.passwordKnown() && nativeUser()) {
            add(
                    Slug.FALLBACK_NOT_REACHED,
                    "No app client is set, so POST /sign-in asks WorkOS alone: set PORTAGE_COGNITO_CLIENT_ID, and the secret where the client has one, or send the user a reset.",
                    reset());
        }
    }

    private void password() {
        if (!inWorkOs() || !nativeUser() || findings.passwordKnown()) {
            return;
        }
        Optional<Findings.Mail> mail = findings.mail();
        if (mail.isPresent()) {
            add(
                    Slug.RESET_MAIL_NOT_RECEIVED,
                    "A password reset was asked for and has not been finished (%s%s). See in WorkOS's dashboard that its mails are on and the sender's domain is verified (SPF, DKIM); then send one more."
                            .formatted(
                                    mail.get().state(),
                                    mail.get().reason().map(why -> ", " + why).orElse("")),
                    reset());
        } else {
            add(
                    Slug.NO_PASSWORD,
                    "The user is in WorkOS and is not known to have a password there: Cognito gives none out. The next sign-in through POST /sign-in carries it over; a reset sets a new one.",
                    reset());
        }
    }

    private @Nullable Remedy reset() {
        return findings.row()
                .filter(row -> row.workosUserId() != null)
                .map(row -> Remedy.post(migrations + "/users/" + row.sub() + "/password-reset"))
                .orElse(null);
    }

    private boolean nativeUser() {
        return findings.person().filter(user -> !user.federatedOnly()).isPresent();
    }

    private void providers() {
        if (!inWorkOs() || !findings.identities().isEmpty()) {
            return;
        }
        findings.person().stream()
                .flatMap(user -> user.identities().stream())
                .map(Identity::providerName)
                .findFirst()
                .ifPresent(name -> add(
                        Slug.INVALID_CLIENT,
                        "The user signed in to Cognito through %s and has not done so in WorkOS yet. If that fails with invalid_client, WorkOS has another client id or secret than Cognito, or the provider lacks WorkOS's redirect URI."
                                .formatted(name),
                        Remedy.post(migrations + "/identity-providers/" + encoded(name) + "/check")));
    }

    private static String encoded(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
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
                    "WorkOS's metadata lack attributes, or have other values than Cognito: %s. Every attribute is under GET /users/%s/attributes; trying the user again sends the metadata once more."
                            .formatted(String.join(", ", lost), row.workosUserId()),
                    row.state() == UserState.IMPORTED
                            ? Remedy.post(migrations + "/users/" + row.sub() + "/retry", Map.of("again", true))
                            : importThis());
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
                        Remedy.post(migrations + "/users/" + row.sub() + "/retry")));
        findings.cognito()
                .found()
                .filter(user -> !new Discovered(user, Optional.empty()).digest().equals(row.digest()))
                .ifPresent(user -> add(
                        Slug.CHANGED_SINCE,
                        "The user has changed in Cognito since the last run: the next one brings WorkOS up to it.",
                        importThis()));
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
