package dev.portage.verification;

import dev.portage.migration.Identity;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SignIns;
import dev.portage.verification.Cause.Remedy;
import dev.portage.verification.Cause.Slug;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a user who has come over may not get in: passwords, and identity providers. Pure. */
final class SignInCauses {
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
    private final Remedies remedies;
    private final List<Cause> causes = new ArrayList<>();

    private SignInCauses(Findings findings) {
        this.findings = findings;
        this.remedies = new Remedies(findings);
    }

    static List<Cause> of(Findings findings) {
        SignInCauses reader = new SignInCauses(findings);
        reader.fallback();
        reader.password();
        reader.providers();
        return reader.causes;
    }

    private void add(Slug slug, String explanation, @Nullable Remedy remedy) {
        causes.add(Cause.of(slug, explanation, remedy));
    }

    private void fallback() {
        Optional<SignIns.Recorded> latest = findings.signIns().stream()
                .filter(each -> each.kind() != SignIns.Kind.PASSWORD_RESET)
                .findFirst();
        if (latest.isPresent() && NOT_REACHED.contains(latest.get().outcome())) {
            String detail = latest.get().detail();
            add(
                    Slug.FALLBACK_NOT_REACHED,
                    "The latest sign-in did not get an answer from Cognito that counts: %s%s. Mend that, then let the user try again; a preflight tries the settings (GET /preflight)."
                            .formatted(latest.get().outcome().slug(), detail == null ? "" : " (" + detail + ")"),
                    Remedies.preflight());
        } else if (latest.isPresent() && latest.get().outcome() == SignInOutcome.WRONG_PASSWORD_IN_WORKOS) {
            add(
                    Slug.FALLBACK_NOT_ASKED,
                    "The user has a password in WorkOS, so Cognito is not asked any more: an old password must not work again. A reset sets a new one.",
                    remedies.reset());
        } else if (!findings.fallback() && !findings.passwordKnown() && nativeUser()) {
            add(
                    Slug.FALLBACK_NOT_REACHED,
                    "No app client is set, so a sign-in through Portage (POST /sign-in) asks WorkOS alone: set PORTAGE_COGNITO_CLIENT_ID, and the secret where the client has one, or send the user a reset.",
                    remedies.reset());
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
                    remedies.reset());
        } else {
            add(
                    Slug.NO_PASSWORD,
                    "The user is in WorkOS and is not known to have a password there: Cognito gives none out. The next sign-in through Portage (POST /sign-in) carries it over; a reset sets a new one.",
                    remedies.reset());
        }
    }

    private boolean inWorkOs() {
        return findings.workos().found().isPresent();
    }

    private boolean nativeUser() {
        return findings.person().filter(user -> !user.federatedOnly()).isPresent();
    }

    private void providers() {
        if (!inWorkOs() || findings.cameByProvider() || !findings.identities().isEmpty()) {
            return;
        }
        // Of several providers, the one that is known not to work.
        findings.person().stream()
                .flatMap(user -> user.identities().stream())
                .map(Identity::providerName)
                .min(Comparator.comparing(name -> check(name).status() != ProviderCheck.Status.FAILED))
                .ifPresent(name -> add(
                        Slug.INVALID_CLIENT,
                        "The user signed in to Cognito through %s and has not done so in WorkOS yet. If that fails with invalid_client, WorkOS has another client id or secret than Cognito, or the provider lacks WorkOS's redirect URI. %s"
                                .formatted(name, found(check(name))),
                        remedies.check(name)));
    }

    private ProviderCheck check(String provider) {
        return findings.providerChecks().getOrDefault(provider, ProviderCheck.NONE);
    }

    private static String found(ProviderCheck check) {
        return switch (check.status()) {
            case UNCHECKED -> "Nobody has checked the provider yet.";
            case FAILED -> "Its latest check has failed: " + check.detail();
            case PASSED ->
                "Its latest check has passed: the user may simply not have come back yet, or WorkOS has another secret.";
        };
    }
}
