package dev.portage.cognito;

import java.util.Optional;

/** One call to Cognito, as far as a report of its failure needs to know. */
record Call(String operation, String region, String userPoolId, boolean continuesListing) {

    static Call of(String operation, String region, String userPoolId, Optional<String> token) {
        return new Call(operation, region, userPoolId, token.isPresent());
    }
}
