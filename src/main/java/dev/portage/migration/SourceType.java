package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a migration's users come from. */
public enum SourceType {
    /** A live Cognito user pool, read page by page. */
    @JsonProperty("user-pool")
    USER_POOL,
    /** One or more uploaded {@code list-users} dumps. */
    @JsonProperty("dump")
    DUMP
}
