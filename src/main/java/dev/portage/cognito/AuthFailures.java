package dev.portage.cognito;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What a refused sign-in says. NotAuthorizedException stands for many things, which only its text tells apart; a text
 * that is not known counts as a wrong password.
 */
final class AuthFailures {
    private AuthFailures() {}

    static PasswordProof read(String operation, PoolAddress pool, RuntimeException failure) {
        if (failure instanceof AwsServiceException answer && !answer.isThrottlingException()) {
            AwsErrorDetails details = answer.awsErrorDetails();
            String code = details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
            String text = details == null ? "" : Objects.requireNonNullElse(details.errorMessage(), "");
            Optional<PasswordProof> proof = read(operation, code, text.toLowerCase(Locale.ROOT));
            if (proof.isPresent()) {
                return proof.get();
            }
        }
        // The rest is as for any other call: who may call, whether Cognito can be reached.
        Reading<Void> reading =
                Failures.of(new Call(operation, pool.region(), Optional.of(pool.userPoolId()), false), failure);
        return switch (reading) {
            case Reading.Throttled<Void> ignored -> new PasswordProof.Throttled();
            case Reading.Refused<Void>(String remedy) -> new PasswordProof.Misconfigured(remedy);
            case Reading.PoolNotFound<Void>(String remedy) -> new PasswordProof.Misconfigured(remedy);
            case Reading.Unavailable<Void>(String problem) -> new PasswordProof.Unavailable(problem);
            case Reading.TokenExpired<Void> ignored -> new PasswordProof.Unavailable("no listing was asked for");
            case Reading.Read<Void> ignored -> new PasswordProof.Unavailable("a failure is no answer");
        };
    }

    private static Optional<PasswordProof> read(String operation, String code, String text) {
        @Nullable
        PasswordProof proof = switch (code) {
            case "NotAuthorizedException" -> notAuthorized(text);
            case "UserNotFoundException" -> new PasswordProof.UnknownUser();
            case "UserNotConfirmedException" -> new PasswordProof.NotConfirmed();
            case "PasswordResetRequiredException" -> new PasswordProof.ResetRequired();
            case "CodeMismatchException" -> new PasswordProof.WrongCode();
            case "ExpiredCodeException" -> new PasswordProof.Expired();
            case "InvalidPasswordException", "PasswordHistoryPolicyViolationException" ->
                new PasswordProof.NewPasswordRefused();
            case "UserLambdaValidationException" -> new PasswordProof.TriggerRefused();
            case "UnexpectedLambdaException", "InvalidLambdaResponseException" ->
                new PasswordProof.TriggerFailed("A Lambda trigger of the user pool failed (" + code + ")");
            case "ForbiddenException" ->
                new PasswordProof.Blocked("The user pool's web application firewall blocks " + operation
                        + ": allow this service's address there");
            case "InvalidParameterException" -> new PasswordProof.Misconfigured(invalid(operation, text));
            case "ResourceNotFoundException" ->
                new PasswordProof.Misconfigured(
                        "The user pool has no such app client: check PORTAGE_COGNITO_CLIENT_ID, the pool and the region");
            default -> null;
        };
        return Optional.ofNullable(proof);
    }

    private static PasswordProof notAuthorized(String text) {
        if (text.contains("secret")) {
            return new PasswordProof.Misconfigured("The app client's secret is not the right one, or lacks, or there"
                    + " should be none: check PORTAGE_COGNITO_CLIENT_SECRET");
        }
        if (text.contains("attempts exceeded")) {
            return new PasswordProof.Locked();
        }
        if (text.contains("temporary password has expired")) {
            return new PasswordProof.TemporaryPasswordExpired();
        }
        if (text.contains("user is disabled")) {
            return new PasswordProof.Disabled();
        }
        return text.contains("invalid session") || text.contains("session is expired")
                ? new PasswordProof.Expired()
                : new PasswordProof.Wrong();
    }

    private static String invalid(String operation, String text) {
        return text.contains("not enabled") || text.contains("not supported")
                ? "The app client does not allow the flow of " + operation
                        + ": enable it, or set PORTAGE_COGNITO_SIGN_IN_FLOW to the one that it allows"
                : "Cognito calls the request for " + operation + " invalid: check the app client's settings";
    }
}
