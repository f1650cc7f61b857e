package dev.portage.cognito;

import dev.portage.migration.CognitoUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersInGroupResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** Turns the SDK's answer to ListUsers into our own words. */
final class ListedUsers {

    private ListedUsers() {}

    /** Empty where the answer has no list of users: taken for an empty last page, it would end the listing silently. */
    static Optional<UserPage> page(ListUsersResponse answer) {
        if (!answer.hasUsers()) {
            return Optional.empty();
        }
        List<CognitoUser> users = new ArrayList<>();
        List<UnreadableUser> unreadable = new ArrayList<>();
        List<UserType> listed = answer.users();
        for (int i = 0; i < listed.size(); i++) {
            switch (draft(listed.get(i)).finish("Users[" + i + "]")) {
                case ListedUser.ReadableUser(CognitoUser user) -> users.add(user);
                case UnreadableUser entry -> unreadable.add(entry);
            }
        }
        return Optional.of(new UserPage(users, unreadable, Optional.ofNullable(answer.paginationToken())));
    }

    /** The members of a group; an entry without a sub is in the listing of the users too, and is recorded there. */
    static Optional<GroupPage> members(ListUsersInGroupResponse answer) {
        if (!answer.hasUsers()) {
            return Optional.empty();
        }
        List<String> subs = answer.users().stream()
                .flatMap(user -> user.attributes().stream())
                .filter(attribute -> attribute.name().equals("sub") && attribute.value() != null)
                .map(AttributeType::value)
                .toList();
        return Optional.of(new GroupPage(subs, Optional.ofNullable(answer.nextToken())));
    }

    private static UserDraft draft(UserType user) {
        UserDraft draft = new UserDraft();
        draft.username = user.username();
        // As text: older pools show statuses that the SDK's enum doesn't know.
        draft.status = user.userStatusAsString();
        draft.enabled = user.enabled();
        draft.createdAt = user.userCreateDate();
        draft.modifiedAt = user.userLastModifiedDate();
        for (AttributeType attribute : user.attributes()) {
            if (attribute.value() != null) {
                draft.attribute(attribute.name(), attribute.value());
            }
        }
        return draft;
    }
}
