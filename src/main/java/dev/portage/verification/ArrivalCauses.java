package dev.portage.verification;

import dev.portage.migration.SourceUser;
import dev.portage.migration.UserState;
import dev.portage.verification.Cause.Remedy;
import dev.portage.verification.Cause.Slug;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a user may not have come over. Pure. */
final class ArrivalCauses {
    private final Findings findings;
    private final Remedies remedies;
    private final List<Cause> causes = new ArrayList<>();

    private ArrivalCauses(Findings findings) {
        this.findings = findings;
        this.remedies = new Remedies(findings);
    }

    static List<Cause> of(Findings findings) {
        ArrivalCauses reader = new ArrivalCauses(findings);
        reader.arrival();
        return reader.causes;
    }

    private void add(Slug slug, String explanation, @Nullable Remedy remedy) {
        causes.add(Cause.of(slug, explanation, remedy));
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
                        remedies.importThis());
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
        if (known && findings.workos().found().isEmpty()) {
            add(
                    Slug.NOT_IMPORTED,
                    "Cognito has the user, and no run has seen it: it signed up since, or nothing has been imported yet.",
                    remedies.importThis());
        } else if (known) {
            add(
                    Slug.EMAIL_ALREADY_EXISTS,
                    "WorkOS has an account with the address, and no run has seen the user: an import decides by existingUsers whether the two become one.",
                    remedies.importThis());
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
        Remedy again = remedies.retry(user.sub());
        switch (reason) {
            case "email-taken" ->
                add(
                        Slug.EMAIL_ALREADY_EXISTS,
                        "WorkOS had an account with the address%s. Where the options link existing accounts (existingUsers LINK or UPDATE) the two become one: change them, then try the user again."
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
            case "undone" -> add(Slug.SKIPPED, "The user went over, and an undo has taken that back.", null);
            default -> {
                if (user.state() == UserState.FAILED) {
                    add(Slug.FAILED, "The user could not be moved: %s%s.".formatted(reason, detail), again);
                } else {
                    add(
                            Slug.SKIPPED,
                            "The options leave the user out: %s%s. Change what stands against it in Cognito or in the options, then import once more."
                                    .formatted(reason, detail),
                            remedies.importThis());
                }
            }
        }
    }
}
