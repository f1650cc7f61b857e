/** The front door: signs a user in to WorkOS, and carries the password over from Cognito at the first success. */
@NullMarked
package dev.portage.signin;

import org.jspecify.annotations.NullMarked;
