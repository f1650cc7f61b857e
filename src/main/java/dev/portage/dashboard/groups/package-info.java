/** The groups of a user pool, and the form that says what each becomes. */
@NullMarked
package dev.portage.dashboard.groups;

import org.jspecify.annotations.NullMarked;
