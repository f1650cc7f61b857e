package dev.portage.signin;

import dev.portage.cognito.CognitoChallenge;
import dev.portage.cognito.PasswordProof;
import dev.portage.cognito.PasswordProofs;
import dev.portage.migration.EndUser;
import dev.portage.migration.Password;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Asks Cognito about a user whom WorkOS refused, unless the user is known to have a password in WorkOS. */
@ApplicationScoped
class CognitoFallback {
    private final PasswordProofs proofs;
    private final Origins origins;
    private final SourceUsers users;
    private final KnownPasswords known;
    private final SealedSignIns sealed;
    private final CarryOver carryOver;

    CognitoFallback(
            PasswordProofs proofs,
            Origins origins,
            SourceUsers users,
            KnownPasswords known,
            SealedSignIns sealed,
            CarryOver carryOver) {
        this.proofs = proofs;
        this.origins = origins;
        this.users = users;
        this.known = known;
        this.sealed = sealed;
        this.carryOver = carryOver;
    }

    Ending signIn(Attempt attempt, Turn turn) throws InterruptedException {
        if (!proofs.configured()) {
            return Ending.refused(SignInOutcome.NO_FALLBACK).because("PORTAGE_COGNITO_CLIENT_ID is not set");
        }
        Optional<Origin> origin = origins.current();
        if (origin.isEmpty()) {
            return Ending.refused(SignInOutcome.NO_FALLBACK)
                    .because("there is no live migration of the app client's user pool");
        }
        List<SourceUser> rows = users.withEmail(origin.get().migrationId(), attempt.email());
        Optional<SourceUser> likely = rows.stream().findFirst();
        if (likely.map(SourceUser::workosUserId).filter(known::has).isPresent()) {
            return Ending.refused(SignInOutcome.WRONG_PASSWORD_IN_WORKOS)
                    .about(
                            origin.get().migrationId(),
                            likely.get().sub(),
                            likely.get().workosUserId());
        }
        // The pool may have its users sign in by a name of their own; where the user is known, so is that.
        String username = likely.map(row -> row.cognito().username()).orElse(attempt.email());
        PasswordProof proof = proofs.prove(origin.get().pool(), username, attempt.password(), attempt.from());
        return ending(proof, origin.get(), attempt, false, turn)
                .orAbout(
                        origin.get().migrationId(),
                        likely.map(SourceUser::sub).orElse(null),
                        likely.map(SourceUser::workosUserId).orElse(null));
    }

    /** The answer to what Cognito wanted besides the password. */
    Ending answer(PendingSignIn pending, Reply reply, EndUser from, Turn turn) throws InterruptedException {
        CognitoChallenge challenge = pending.challenge();
        PasswordProof proof = proofs.answer(pending.origin().pool(), challenge, reply.text(), from);
        Password chosen = reply.newPassword();
        Attempt attempt = new Attempt(pending.email(), chosen == null ? pending.password() : chosen, from);
        return ending(proof, pending.origin(), attempt, chosen == null, turn)
                .orAbout(pending.origin().migrationId(), null, null);
    }

    private Ending ending(PasswordProof proof, Origin origin, Attempt attempt, boolean secondFactor, Turn turn)
            throws InterruptedException {
        return switch (proof) {
            case PasswordProof.Proven(String sub) ->
                carryOver.carry(
                        new Proved(origin, sub, attempt.email(), attempt.password(), attempt.from(), secondFactor),
                        turn);
            case PasswordProof.Owed(CognitoChallenge challenge) -> owed(challenge, origin, attempt);
            case PasswordProof.FactorToSetUp() -> Ending.resetNeeded(SignInOutcome.FACTOR_TO_SET_UP);
            case PasswordProof.TemporaryPasswordExpired() ->
                Ending.resetNeeded(SignInOutcome.TEMPORARY_PASSWORD_EXPIRED);
            case PasswordProof.CustomSignIn() -> Ending.resetNeeded(SignInOutcome.CUSTOM_SIGN_IN);
            case PasswordProof.NotConfirmed() -> Ending.resetNeeded(SignInOutcome.NOT_CONFIRMED);
            case PasswordProof.ResetRequired() -> Ending.resetNeeded(SignInOutcome.RESET_REQUIRED);
            case PasswordProof.Wrong() -> Ending.refused(SignInOutcome.WRONG_PASSWORD);
            case PasswordProof.Disabled() -> Ending.refused(SignInOutcome.DISABLED);
            case PasswordProof.Locked() -> Ending.refused(SignInOutcome.LOCKED);
            case PasswordProof.UnknownUser() -> Ending.refused(SignInOutcome.UNKNOWN_USER);
            case PasswordProof.NotProven(String challenge) ->
                Ending.refused(SignInOutcome.NOT_PROVEN).because(challenge);
            case PasswordProof.TriggerRefused() -> Ending.refused(SignInOutcome.TRIGGER_REFUSED);
            case PasswordProof.WrongCode() -> Ending.of(new SignInAnswer.WrongCode(), SignInOutcome.WRONG_CODE);
            case PasswordProof.Expired() ->
                Ending.of(new SignInAnswer.ChallengeExpired(), SignInOutcome.CHALLENGE_EXPIRED);
            case PasswordProof.NewPasswordRefused() ->
                Ending.of(new SignInAnswer.NewPasswordRefused(), SignInOutcome.NEW_PASSWORD_REFUSED);
            case PasswordProof.TriggerFailed(String problem) ->
                Ending.unavailable(SignInOutcome.TRIGGER_FAILED).because(problem);
            case PasswordProof.Blocked(String remedy) ->
                Ending.unavailable(SignInOutcome.COGNITO_BLOCKED).because(remedy);
            case PasswordProof.Throttled() -> Ending.unavailable(SignInOutcome.COGNITO_THROTTLED);
            case PasswordProof.Misconfigured(String remedy) ->
                Ending.unavailable(SignInOutcome.COGNITO_MISCONFIGURED).because(remedy);
            case PasswordProof.Unavailable(String problem) ->
                Ending.unavailable(SignInOutcome.COGNITO_UNAVAILABLE).because(problem);
        };
    }

    private Ending owed(CognitoChallenge challenge, Origin origin, Attempt attempt) {
        String token = sealed.seal(new PendingSignIn(origin, attempt.email(), attempt.password(), challenge));
        SignInOutcome outcome = challenge.kind() == CognitoChallenge.Kind.NEW_PASSWORD_REQUIRED
                ? SignInOutcome.NEW_PASSWORD_OWED
                : SignInOutcome.SECOND_FACTOR_OWED;
        return Ending.of(new SignInAnswer.Challenged(challenge, token), outcome)
                .because(challenge.kind().name());
    }
}
