/** Whether the service can do its work, as people read it. */
@NullMarked
package dev.portage.dashboard.preflight;

import org.jspecify.annotations.NullMarked;
