package dev.portage.cognito;

import java.util.Optional;

/**
 * One call to Cognito, as far as a report of its failure needs to know.
 *
 * @param userPoolId empty for a call about the account as a whole
 */
record Call(String operation, String region, Optional<String> userPoolId, boolean continuesListing) {

    static Call of(String operation, String region, String userPoolId, Optional<String> token) {
        return new Call(operation, region, Optional.of(userPoolId), token.isPresent());
    }

    static Call ofAccount(String operation, String region, Optional<String> token) {
        return new Call(operation, region, Optional.empty(), token.isPresent());
    }

    /** What the call is about, in words. */
    String about() {
        return userPoolId.map(id -> "user pool " + id).orElse("the account's user pools");
    }
}
