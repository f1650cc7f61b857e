package dev.portage.migration;

import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in comes from, as the sign-in page tells it. Cognito's threat protection and WorkOS's Radar judge by it.
 *
 * @param ipAddress the end user's address; null where the page does not tell
 * @param userAgent what the end user's browser calls itself; null where the page does not tell
 */
public record EndUser(@Nullable String ipAddress, @Nullable String userAgent) {

    public static final EndUser UNKNOWN = new EndUser(null, null);
}
