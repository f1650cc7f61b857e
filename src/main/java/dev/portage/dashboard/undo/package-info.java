/** Taking a migration back: what would be deleted and kept, the confirmation, and how far it is. */
@NullMarked
package dev.portage.dashboard.undo;

import org.jspecify.annotations.NullMarked;
