package dev.portage.cognito;

import io.quarkus.runtime.util.ExceptionUtil;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Says in our own words what went wrong. AWS's error texts are not passed on: that for a stale pagination token repeats
 * the token. The error codes are those of the Cognito API's operations and of AWS's common errors.
 */
final class Failures {

    private Failures() {}

    static <T> Reading<T> of(Call call, RuntimeException failure) {
        return switch (failure) {
            case NamedCredentials.NotFound _ ->
                new Reading.Refused<>("No AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                        + " AWS_PROFILE, or give the machine or pod a role");
            case AwsServiceException answer -> answered(call, answer);
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
                new Reading.Unavailable<>(
                        "Cognito in " + call.region() + " took too long to answer " + call.operation());
            default ->
                new Reading.Unavailable<>("No usable answer from Cognito in " + call.region() + " to "
                        + call.operation() + " (" + rootOf(failure) + ")");
        };
    }

    /** For an answer that says success, but lacks what was asked for. */
    static <T> Reading<T> incomplete(Call call) {
        return new Reading.Unavailable<>(
                "The answer from Cognito in " + call.region() + " to " + call.operation() + " is incomplete");
    }

    private static <T> Reading<T> answered(Call call, AwsServiceException answer) {
        if (answer.isThrottlingException()) {
            return new Reading.Throttled<>();
        }
        String code = codeOf(answer);
        return switch (code) {
            case "LimitExceededException" -> new Reading.Throttled<>();
            case "InvalidParameterException" -> invalid(call);
            case "ResourceNotFoundException" ->
                new Reading.PoolNotFound<>("There is no "
                        + call.userPoolId().map(id -> "user pool " + id).orElse("such thing")
                        + " in " + call.region()
                        + " for the account of these AWS credentials: check the id, the region and the account");
            case "AccessDeniedException", "NotAuthorizedException", "UnauthorizedException" ->
                new Reading.Refused<>("The AWS credentials may not do it: allow cognito-idp:" + call.operation()
                        + " on " + call.about());
            case "ForbiddenException" ->
                new Reading.Refused<>("The user pool's web application firewall blocks " + call.operation()
                        + ": allow this service's address there");
            case "ExpiredTokenException", "ExpiredToken" ->
                new Reading.Refused<>("The AWS session token has expired: get new credentials");
            case "UnrecognizedClientException", "InvalidClientTokenId", "MissingAuthenticationTokenException" ->
                new Reading.Refused<>("AWS does not know these credentials: check access key and session token");
            case "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature" ->
                new Reading.Refused<>("AWS does not accept the signature: check the secret access key, and this"
                        + " machine's clock");
            case "RequestExpired", "RequestTimeTooSkewed" ->
                new Reading.Refused<>("This machine's clock differs too much from that of AWS: set it");
            case "OptInRequired" ->
                new Reading.Refused<>("The AWS account has no access to " + call.region() + ": enable the region");
            case "InternalErrorException", "ServiceUnavailable" -> unavailable(call, answer, code);
            default ->
                answer.statusCode() >= 500 || answer.statusCode() == 408
                        ? unavailable(call, answer, code)
                        : new Reading.Refused<>("Cognito refuses " + call.operation() + " with " + code + " (HTTP "
                                + answer.statusCode() + ")");
        };
    }

    private static <T> Reading<T> invalid(Call call) {
        // The only other parameters are the pool and the page size, and they were good for the page before.
        return call.continuesListing()
                ? new Reading.TokenExpired<>()
                : new Reading.Refused<>("Cognito calls the request for " + call.about()
                        + " invalid: check its id and its region, " + call.region());
    }

    private static <T> Reading<T> unavailable(Call call, AwsServiceException answer, String code) {
        return new Reading.Unavailable<>("Cognito in " + call.region() + " failed to answer " + call.operation() + ": "
                + code + " (HTTP " + answer.statusCode() + ")");
    }

    private static String codeOf(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null || code.isBlank() ? "an error without a code" : code;
    }

    private static String rootOf(Throwable failure) {
        return ExceptionUtil.getRootCause(failure).getClass().getSimpleName();
    }
}
