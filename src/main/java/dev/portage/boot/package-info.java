/** How Portage starts: its main method, and the PostgreSQL that it brings along when it is given none. */
@NullMarked
package dev.portage.boot;

import org.jspecify.annotations.NullMarked;
