package dev.portage.cognito;

import dev.portage.migration.CognitoUser;
import java.util.List;
import java.util.Optional;

/**
 * One page of a pool's listing. Short and even empty pages are normal: only a missing token ends the listing.
 *
 * @param unreadable users that Cognito listed but that can't be carried on, to be recorded
 * @param nextToken good for about an hour, and for the same pool only
 */
public record UserPage(List<CognitoUser> users, List<UnreadableUser> unreadable, Optional<String> nextToken) {

    public UserPage {
        users = List.copyOf(users);
        unreadable = List.copyOf(unreadable);
    }
}
