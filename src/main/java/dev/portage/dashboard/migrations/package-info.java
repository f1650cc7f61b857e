/** The list of migrations, and one of them as it moves. */
@NullMarked
package dev.portage.dashboard.migrations;

import org.jspecify.annotations.NullMarked;
