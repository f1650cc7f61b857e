/** What the calls to WorkOS and to Cognito have in common, whose gateways do not know each other. */
@NullMarked
package dev.portage.calls;

import org.jspecify.annotations.NullMarked;
