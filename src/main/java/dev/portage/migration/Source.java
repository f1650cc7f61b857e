package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the users come from.
 *
 * @param userPoolId the Cognito user pool, such as us-east-1_AbCdEf; null for a dump
 * @param region the pool's AWS Region; null for a dump
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        SourceType type,
        @Nullable String userPoolId,
        @Nullable String region) {

    public static Source dump() {
        return new Source(SourceType.DUMP, null, null);
    }

    public static Source userPool(String userPoolId, String region) {
        return new Source(SourceType.USER_POOL, userPoolId, region);
    }
}
