package dev.portage.cognito;

import dev.portage.migration.CognitoUser;

/** An entry of a listing or dump, once it is known whether it can be carried on. */
sealed interface ListedUser permits ListedUser.ReadableUser, UnreadableUser {

    record ReadableUser(CognitoUser user) implements ListedUser {}
}
