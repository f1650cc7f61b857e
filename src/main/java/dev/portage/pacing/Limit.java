package dev.portage.pacing;

import java.time.Duration;

/** The limits that calls count against; each is one row in the database. */
public enum Limit {
    /** Writes under {@code /user_management}; WorkOS's ceiling is 500 per 10 s and environment. */
    WORKOS_WRITES(Duration.ofSeconds(10)),
    /** Reads under {@code /user_management}; WorkOS's ceiling is 1,000 per 10 s and environment. */
    WORKOS_READS(Duration.ofSeconds(10)),
    /** Every call to WorkOS; its ceiling is 6,000 per 60 s and API key. */
    WORKOS_REQUESTS(Duration.ofSeconds(60)),
    /** Listings of a Cognito user pool; the quota is 30 per second, shared with the live application. */
    COGNITO_LISTINGS(Duration.ofSeconds(1)),
    /** Questions about a user pool itself, its clients, providers and groups; the quota is 5 per second and operation. */
    COGNITO_DESCRIPTIONS(Duration.ofSeconds(1)),
    /** Questions about single users; the quota is 120 per second, shared with the live application. */
    COGNITO_USER_READS(Duration.ofSeconds(1));

    private final Duration window;

    Limit(Duration window) {
        this.window = window;
    }

    /** The time over which the limit counts. */
    public Duration window() {
        return window;
    }
}
