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

    /** What the id of a user pool looks like. */
    public static final String USER_POOL_ID = "[\\w-]+_[0-9a-zA-Z]+";

    public static final String USER_POOL_ID_HINT = "must be a user pool id, such as us-east-1_AbCdEf";
    public static final int LONGEST_USER_POOL_ID = 55;

    /** What the name of an AWS Region looks like. */
    public static final String REGION = "[a-z]{2,8}(-[a-z]{2,12}){1,3}-\\d{1,2}";

    public static final String REGION_HINT = "must be an AWS Region, such as us-east-1";

    public static Source dump() {
        return new Source(SourceType.DUMP, null, null);
    }

    public static Source userPool(String userPoolId, String region) {
        return new Source(SourceType.USER_POOL, userPoolId, region);
    }

    /** In words, such as {@code user pool us-east-1_AbCdEf in us-east-1}. */
    public String inWords() {
        return userPoolId == null ? "an uploaded dump" : "user pool " + userPoolId + " in " + region;
    }
}
