package dev.portage.signin;

import dev.portage.migration.EndUser;
import dev.portage.migration.Password;

/**
 * A user whose password Cognito has proved.
 *
 * @param email as it was typed
 * @param secondFactor whether the user passed one, which WorkOS does not know yet
 */
record Proved(Origin origin, String sub, String email, Password password, EndUser from, boolean secondFactor) {}
