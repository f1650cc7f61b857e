package dev.portage.signin;

import dev.portage.cognito.CognitoChallenge;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Password;
import org.jspecify.annotations.Nullable;

/** What a user answers to a challenge: one of these. */
public record Reply(
        @Nullable String code,
        @Nullable String factor,
        @Nullable Password newPassword) implements AutoCloseable {

    /** @throws InvalidRequestException where the challenge wants another kind of answer, or a factor that is none */
    void require(CognitoChallenge challenge) {
        switch (challenge.kind()) {
            case SOFTWARE_TOKEN_MFA, SMS_MFA, EMAIL_OTP -> required("code", code);
            case NEW_PASSWORD_REQUIRED -> required("newPassword", newPassword);
            case SELECT_MFA_TYPE -> {
                String chosen = required("factor", factor);
                if (challenge.choices().stream().noneMatch(kind -> kind.name().equals(chosen))) {
                    throw new InvalidRequestException("factor", "must be one of " + challenge.choices());
                }
            }
        }
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRequestException(field, "is what this challenge wants: it must be given");
        }
        return value;
    }

    /** As Cognito takes it. */
    String text() {
        return newPassword == null ? String.valueOf(code == null ? factor : code) : newPassword.reveal();
    }

    @Override
    public void close() {
        if (newPassword != null) {
            newPassword.close();
        }
    }
}
