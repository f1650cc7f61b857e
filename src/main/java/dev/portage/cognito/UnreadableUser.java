package dev.portage.cognito;

import org.jspecify.annotations.Nullable;

/**
 * A listed user who can't be carried on, because what identifies a user is missing or unusable. Never dropped: whoever
 * reads users records these too.
 *
 * @param position where in the page or dump the entry stands, free of personal data
 * @param username what it calls itself, where it says so; personal data
 * @param reason what is wrong with it, free of personal data
 */
public record UnreadableUser(String position, @Nullable String username, String reason) implements ListedUser {}
