/** The budget of calls to WorkOS, which all replicas share. */
@NullMarked
package dev.portage.dashboard.budget;

import org.jspecify.annotations.NullMarked;
