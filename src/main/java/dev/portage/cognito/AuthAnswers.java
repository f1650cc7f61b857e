package dev.portage.cognito;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/**
 * What the answer to a sign-in proves. Only the challenges that follow a right password in these flows count as one
 * (Amazon Cognito developer guide, "Authentication flows"); any that is not named here proves nothing.
 */
final class AuthAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AuthAnswers() {}

    static PasswordProof read(AdminInitiateAuthResponse answer) {
        return read(
                answer.authenticationResult(),
                answer.challengeNameAsString(),
                answer.session(),
                answer.challengeParameters());
    }

    static PasswordProof read(InitiateAuthResponse answer) {
        return read(
                answer.authenticationResult(),
                answer.challengeNameAsString(),
                answer.session(),
                answer.challengeParameters());
    }

    static PasswordProof read(AdminRespondToAuthChallengeResponse answer) {
        return read(
                answer.authenticationResult(),
                answer.challengeNameAsString(),
                answer.session(),
                answer.challengeParameters());
    }

    static PasswordProof read(RespondToAuthChallengeResponse answer) {
        return read(
                answer.authenticationResult(),
                answer.challengeNameAsString(),
                answer.session(),
                answer.challengeParameters());
    }

    private static PasswordProof read(
            @Nullable AuthenticationResultType result,
            @Nullable String challenge,
            @Nullable String session,
            Map<String, String> parameters) {
        if (challenge != null && !challenge.isEmpty()) {
            return owed(challenge, Objects.requireNonNullElse(session, ""), parameters);
        }
        return Optional.ofNullable(result)
                .map(AuthenticationResultType::accessToken)
                .flatMap(AuthAnswers::sub)
                .<PasswordProof>map(PasswordProof.Proven::new)
                .orElseGet(() -> new PasswordProof.Unavailable("Cognito's answer has no access token with a sub"));
    }

    private static PasswordProof owed(String challenge, String session, Map<String, String> parameters) {
        if (challenge.equals("CUSTOM_CHALLENGE")) {
            return new PasswordProof.CustomSignIn();
        }
        if (challenge.equals("MFA_SETUP")) {
            return new PasswordProof.FactorToSetUp();
        }
        Optional<CognitoChallenge.Kind> kind = kind(challenge);
        String username = parameters.get("USER_ID_FOR_SRP");
        if (kind.isEmpty() || session.isEmpty() || username == null) {
            return new PasswordProof.NotProven(challenge);
        }
        return new PasswordProof.Owed(new CognitoChallenge(
                kind.get(),
                session,
                username,
                Optional.ofNullable(parameters.get("CODE_DELIVERY_DESTINATION")),
                choices(parameters.get("MFAS_CAN_CHOOSE"))));
    }

    private static Optional<CognitoChallenge.Kind> kind(String name) {
        return Arrays.stream(CognitoChallenge.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    private static List<CognitoChallenge.Kind> choices(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
                    .flatMap(choice -> kind(choice.asText()).stream())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    /** Under which name the answer to a challenge goes. */
    static String responseName(CognitoChallenge.Kind kind) {
        return switch (kind) {
            case SOFTWARE_TOKEN_MFA -> "SOFTWARE_TOKEN_MFA_CODE";
            case SMS_MFA -> "SMS_MFA_CODE";
            case EMAIL_OTP -> "EMAIL_OTP_CODE";
            case SELECT_MFA_TYPE -> "ANSWER";
            case NEW_PASSWORD_REQUIRED -> "NEW_PASSWORD";
        };
    }

    /** The claim of a token that came straight from Cognito, which so needs no check of its signature. */
    private static Optional<String> sub(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.ofNullable(claims.path("sub").textValue()).filter(sub -> !sub.isBlank());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
