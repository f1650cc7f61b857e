/** Stand-ins for Amazon Cognito and WorkOS over HTTP, for development and tests; no production build carries them. */
@NullMarked
package dev.portage.sandbox;

import org.jspecify.annotations.NullMarked;
