package dev.portage.cognito;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads user pools. Each method makes one call and answers with what came of it; keeping Cognito's quotas is the
 * caller's part.
 */
@ApplicationScoped
public class UserPools {

    /** What ListUsers gives at most. */
    private static final int PAGE_SIZE = 60;

    private final Calls calls;

    UserPools(Calls calls) {
        this.calls = calls;
    }

    /**
     * Lists up to 60 users, with all their attributes. The order is Cognito's own and differs from one chain of pages to
     * the next, and the listing is eventually consistent.
     *
     * @param token of the page before; empty for the first page
     */
    public Reading<UserPage> listUsers(String region, String userPoolId, Optional<String> token) {
        // AttributesToGet is never sent: Cognito fails when one user lacks one of the attributes.
        return calls.ask(
                Call.of("ListUsers", region, userPoolId, token),
                client -> ListedUsers.page(client.listUsers(request ->
                        request.userPoolId(userPoolId).limit(PAGE_SIZE).paginationToken(token.orElse(null)))));
    }

    /** By what users can be found; Cognito compares the whole value, and with regard to case. */
    public enum Attribute {
        SUB,
        EMAIL
    }

    /**
     * Lists up to 60 of those users who have this value. Counts against the same quota as {@link #listUsers}.
     *
     * @param token of the page before; empty for the first page
     */
    public Reading<UserPage> findUsers(PoolAddress pool, Attribute attribute, String value, Optional<String> token) {
        String filter = "%s = \"%s\""
                .formatted(
                        attribute.name().toLowerCase(Locale.ROOT),
                        value.replace("\\", "\\\\").replace("\"", "\\\""));
        return calls.ask(
                Call.of("ListUsers", pool.region(), pool.userPoolId(), token),
                client -> ListedUsers.page(client.listUsers(request -> request.userPoolId(pool.userPoolId())
                        .limit(PAGE_SIZE)
                        .filter(filter)
                        .paginationToken(token.orElse(null)))));
    }

    /**
     * Lists up to 60 members of a group. Counts against the same quota as {@link #listUsers}.
     *
     * @param token of the page before; empty for the first page
     */
    public Reading<GroupPage> listGroupMembers(String region, String userPoolId, String group, Optional<String> token) {
        return calls.ask(
                Call.of("ListUsersInGroup", region, userPoolId, token),
                client -> ListedUsers.members(client.listUsersInGroup(request -> request.userPoolId(userPoolId)
                        .groupName(group)
                        .limit(PAGE_SIZE)
                        .nextToken(token.orElse(null)))));
    }
}
