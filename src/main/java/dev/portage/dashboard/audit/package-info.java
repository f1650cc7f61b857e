/** Who did what, when and from where. */
@NullMarked
package dev.portage.dashboard.audit;

import org.jspecify.annotations.NullMarked;
