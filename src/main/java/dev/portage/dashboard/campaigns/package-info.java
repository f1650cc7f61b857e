/** Password resets: the campaigns of a migration, one of them as it goes, and the way to a new one. */
@NullMarked
package dev.portage.dashboard.campaigns;

import org.jspecify.annotations.NullMarked;
