package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cognito: whose credentials are good, how often may be called, and which operation answers. */
final class CognitoSide implements Side {

    private static final String TARGET = "AWSCognitoIdentityProviderService.";
    private static final Pattern SIGNED =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,]+)/[^,]+,\\s*SignedHeaders=[^,]+,\\s*Signature=\\S+");
    /** What an end user's client calls without AWS credentials. */
    private static final Set<String> UNSIGNED = Set.of("InitiateAuth", "RespondToAuthChallenge");

    private final RateLimits limits;
    private final Map<String, Function<Call, ObjectNode>> operations;

    CognitoSide(RateLimits limits, Map<String, Function<Call, ObjectNode>> operations) {
        this.limits = limits;
        this.operations = operations;
    }

    @Override
    public Name name() {
        return Name.COGNITO;
    }

    @Override
    public String operation(Call call) {
        String target = call.header("X-Amz-Target").orElse("");
        return target.startsWith(TARGET) ? target.substring(TARGET.length()) : "unknown";
    }

    @Override
    public List<RateLimits.Key> scopes(String operation, Call call) {
        return List.of(RateLimits.Key.of(Scopes.ofCognito(operation)));
    }

    @Override
    public void admit(String operation, Call call, FaultPlan plan) {
        if (plan.outage()) {
            throw CognitoErrors.of(503, "ServiceUnavailable", "Service is unavailable.");
        }
        if (!UNSIGNED.contains(operation)) {
            credentials(operation, call, plan);
        }
        boolean exceeded = plan.throttle() != null
                || limits.admit(scopes(operation, call), call.arrival()).isPresent();
        if (exceeded) {
            throw CognitoErrors.of("TooManyRequestsException", "Rate exceeded");
        }
        if (plan.errorStatus() != 0) {
            throw CognitoErrors.of(plan.errorStatus(), "InternalErrorException", "Something went wrong");
        }
    }

    private static void credentials(String operation, Call call, FaultPlan plan) {
        Matcher signature = SIGNED.matcher(call.header("Authorization").orElse(""));
        if (!signature.matches()) {
            throw CognitoErrors.of("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        String keyId = signature.group(1);
        if (plan.expiredCredentials() || keyId.equals("expired")) {
            throw CognitoErrors.of("ExpiredTokenException", "The security token included in the request is expired");
        }
        if (plan.unauthorized() || keyId.equals("invalid")) {
            throw CognitoErrors.of(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String action = "cognito-idp:" + operation;
        if (plan.deniedActions().contains(action) || plan.deniedActions().contains("cognito-idp:*")) {
            throw CognitoErrors.of(
                    "AccessDeniedException",
                    "User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: " + action
                            + " on resource: * because no identity-based policy allows the " + action + " action");
        }
    }

    @Override
    public Reply perform(String operation, Call call) {
        Function<Call, ObjectNode> known = Optional.ofNullable(operations.get(operation))
                .orElseThrow(() -> CognitoErrors.of("UnknownOperationException", "Unknown operation " + operation));
        return Reply.ok(known.apply(call)).with("Content-Type", "application/x-amz-json-1.1");
    }

    @Override
    public Reply identified(Reply reply) {
        return reply.with("x-amzn-RequestId", UUID.randomUUID().toString());
    }
}
