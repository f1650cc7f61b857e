package dev.portage.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on one side, as {@code PUT /sandbox/faults} names it. Shares lie between 0 and 1.
 *
 * @param errorShare share of calls answered with {@code errorStatus} (500 unless given)
 * @param lostBeforeWrite share of calls whose connection is closed without doing anything
 * @param lostAfterWrite share of calls that are done, and whose connection is closed without an answer
 * @param truncated share of 2xx bodies cut short
 * @param malformed share of 2xx bodies that are not JSON or lack required fields, by turns
 * @param hang share of calls that are done at once and answered after {@code hangSeconds} (30 unless given)
 * @param hold every call is done at once and answered once the rules are replaced or taken away, after a minute at most
 * @param latencyMillis added to every answer, plus up to {@code latencyJitterMillis}
 * @param outage every call is answered 503
 * @param throttle share of calls answered 429 (Cognito: TooManyRequestsException)
 * @param retryAfter with a throttle: seconds such as "7", "date:7" for an HTTP date, or "none"
 * @param throttleCode with a throttle of WorkOS: the {@code code} of the body, such as daily_quota_exceeded
 * @param unauthorized every call is answered 401 (Cognito: UnrecognizedClientException)
 * @param deniedActions IAM actions that are refused, such as {@code cognito-idp:ListUsers}
 * @param expiredCredentials every signed call gets ExpiredTokenException
 * @param tokenLifetimeSeconds how long a pagination token of ListUsers is good for
 * @param shortPages share of pages that are short or empty
 * @param operations the operations that this rule is limited to; empty for all
 * @param count how many calls this rule is good for; without limit unless given
 */
record FaultRule(
        double errorShare,
        int errorStatus,
        double lostBeforeWrite,
        double lostAfterWrite,
        double truncated,
        double malformed,
        double hang,
        int hangSeconds,
        boolean hold,
        int latencyMillis,
        int latencyJitterMillis,
        boolean outage,
        double throttle,
        @Nullable String retryAfter,
        @Nullable String throttleCode,
        boolean unauthorized,
        @Nullable List<String> deniedActions,
        boolean expiredCredentials,
        @Nullable Integer tokenLifetimeSeconds,
        @Nullable Double shortPages,
        @Nullable List<String> operations,
        @Nullable Long count) {

    FaultRule {
        errorStatus = errorStatus == 0 ? 500 : errorStatus;
        hangSeconds = hangSeconds == 0 ? 30 : hangSeconds;
    }

    boolean concerns(String operation) {
        return operations == null || operations.isEmpty() || operations.contains(operation);
    }
}
