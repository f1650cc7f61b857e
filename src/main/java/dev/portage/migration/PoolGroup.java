package dev.portage.migration;

import org.jspecify.annotations.Nullable;

/**
 * A group of a user pool.
 *
 * @param precedence of two groups of a user the one with the lower number goes before; one without goes behind all
 */
public record PoolGroup(
        String name, @Nullable String description, @Nullable Integer precedence) {

    /** Whether Cognito has made a group of this name by itself, for the users of an identity provider: it is no role. */
    public static boolean madeByCognito(String name, @Nullable String userPoolId) {
        return userPoolId != null && name.startsWith(userPoolId + "_");
    }
}
