/** Tells an endpoint of the operator's what has become of a migration. */
@NullMarked
package dev.portage.webhook;

import org.jspecify.annotations.NullMarked;
