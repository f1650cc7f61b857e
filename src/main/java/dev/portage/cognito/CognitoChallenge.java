package dev.portage.cognito;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a user still owes after the right password.
 *
 * @param session Cognito's, with which it is answered: a secret of the user's, good for some minutes
 * @param username as Cognito names the user in the answer
 * @param destination where a code was sent, as Cognito masks it
 * @param choices the factors to choose from
 */
public record CognitoChallenge(
        Kind kind, String session, String username, Optional<String> destination, List<Kind> choices) {

    /** What is owed; the names are Cognito's. */
    @Schema(name = "SecondFactor")
    public enum Kind {
        /** The code of an authenticator app. */
        SOFTWARE_TOKEN_MFA,
        /** The code of a text message. */
        SMS_MFA,
        /** The code of an e-mail. */
        EMAIL_OTP,
        /** The choice of one of these. */
        SELECT_MFA_TYPE,
        /** A password of the user's own, for a temporary one. */
        NEW_PASSWORD_REQUIRED
    }

    public CognitoChallenge {
        choices = List.copyOf(choices);
    }

    @Override
    public String toString() {
        return "CognitoChallenge[" + kind + "]";
    }
}
