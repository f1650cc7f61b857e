/** The identity providers of a user pool: what each needs, whether it works, and who has linked. */
@NullMarked
package dev.portage.dashboard.providers;

import org.jspecify.annotations.NullMarked;
