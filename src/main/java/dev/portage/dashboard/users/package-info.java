/** The users behind the numbers, and one of them with all that is known. */
@NullMarked
package dev.portage.dashboard.users;

import org.jspecify.annotations.NullMarked;
