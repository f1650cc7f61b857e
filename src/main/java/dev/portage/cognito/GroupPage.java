package dev.portage.cognito;

import java.util.List;
import java.util.Optional;

/**
 * One page of a group's members. As with users, only a missing token ends the listing.
 *
 * @param subs of the members
 */
public record GroupPage(List<String> subs, Optional<String> nextToken) {

    public GroupPage {
        subs = List.copyOf(subs);
    }
}
